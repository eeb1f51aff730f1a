import { makeQoe, type Qoe, type QoeId } from '../qoe/qoe';
import { TraceBandwidth, type Trace } from '../trace/bandwidth';
import type { Video } from '../video';
import { augment, isVaried, type Augmentation } from './augment';
import type { SessionSource } from './environment';
import type { SessionSetup } from './training-session';

/** What an agent is trained for. */
export interface SessionMix {
  readonly videos: readonly Video[];
  readonly qoe: readonly QoeId[];
  readonly traces: readonly Trace[];
  /** Beside them, each as likely: traces that are played as they are, neither they nor delays varied. */
  readonly plainTraces?: readonly Trace[];
  readonly bufferCapsSeconds: readonly number[];
  /** Chance that a session hides the chunk sizes. */
  readonly hidesSizesShare: number;
  readonly augmentation: Augmentation;
}

/** The most levels of any ladder of a mix. */
export function mostLevels({ videos }: Pick<SessionMix, 'videos'>): number {
  return Math.max(...videos.map(({ ladderKbps }) => ladderKbps.length));
}

/**
 * Sessions drawn from a mix, each part by itself. @throws Error when a QoE measure does not fit a ladder or a trace cannot be
 * played.
 */
export function sessionSource(mix: SessionMix): SessionSource {
  const { traces, plainTraces = [], augmentation, hidesSizesShare, bufferCapsSeconds } = mix;
  const measures = measuresOf(mix);
  const varied = isVaried(augmentation);
  const all = [...traces, ...plainTraces];
  const links = all.map((trace) => new TraceBandwidth(trace));
  return (random) => {
    const { video, qoe, ofVideo } = pick(measures, random());
    const at = Math.floor(random() * all.length);
    const plain = at >= traces.length;
    const bandwidth = varied && !plain ? augment(traces[at], augmentation, random) : links[at];
    const bufferCapSeconds = pick(bufferCapsSeconds, random());
    const hidesSizes = random() < hidesSizesShare;
    const kind = `${ofVideo} on ${plain ? 'plain ' : ''}${all[at].family ?? 'recorded'}`;
    return { video, qoe, bandwidth, bufferCapSeconds, hidesSizes, plain, kind };
  };
}

/** Every trace once, videos and measures in turn: the sessions on which a mix is judged. */
export function judgedSessions(mix: SessionMix): SessionSetup[] {
  const measures = measuresOf(mix);
  const { bufferCapsSeconds, hidesSizesShare } = mix;
  return mix.traces.map((trace, i) => {
    const { video, qoe } = measures[i % measures.length];
    return {
      ...{ video, qoe },
      bandwidth: new TraceBandwidth(trace),
      bufferCapSeconds: bufferCapsSeconds[i % bufferCapsSeconds.length],
      hidesSizes: ((i + 1) * hidesSizesShare) % 1 < hidesSizesShare,
    };
  });
}

/**
 * The first `count` sessions to be shown before and after training: where there are fewer traces, each is played again,
 * with the videos and measures in turn.
 */
export function shownSessions(mix: SessionMix, count: number): SessionSetup[] {
  const { traces } = mix;
  return judgedSessions({
    ...mix,
    traces: Array.from({ length: count }, (_, i) => traces[i % traces.length]),
  });
}

function measuresOf({ videos, qoe }: SessionMix): { video: Video; qoe: Qoe; ofVideo: string }[] {
  return videos.flatMap((video) =>
    qoe.map((id) => ({
      ...{ video, qoe: makeQoe(id, video.ladderKbps) },
      ofVideo: `${video.ladderKbps.join('/')} kbps, ${video.chunkSeconds} s, ${id}`,
    })),
  );
}

function pick<T>(from: readonly T[], uniform: number): T {
  return from[Math.floor(uniform * from.length)];
}
