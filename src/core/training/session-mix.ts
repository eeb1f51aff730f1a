import { makeQoe, type Qoe, type QoeId } from '../qoe/qoe';
import type { Random } from '../stats/random';
import { TraceBandwidth, type Trace } from '../trace/bandwidth';
import type { Video } from '../model/video';
import { augment, isVaried, type Augmentation } from './augment';
import type { SessionSource } from './environment';
import { slowStart } from './slow-start';
import type { SessionSetup } from './training-session';

/** Sessions of any of the videos with any of the measures on any of the traces. */
export interface SessionParts {
  readonly videos: readonly Video[];
  readonly qoe: readonly QoeId[];
  readonly traces: readonly Trace[];
  /** Beside them, each as likely: traces that are played as they are, neither they nor delays varied. */
  readonly unaugmentedTraces?: readonly Trace[];
}

/** Sessions that are met more often than their parts would be. */
export interface Scenario extends SessionParts {
  /** Chance that a session is one of these. */
  readonly weight: number;
  /** Share by which stalls weigh more in them; where it says nothing, as in all. */
  readonly extraStallWeight?: number;
  /** Buffer caps to draw from; where it says nothing, those of all. */
  readonly bufferCapsSeconds?: readonly number[];
  /** How their traces are varied; where it says nothing, as those of all. */
  readonly augmentation?: Augmentation;
  /** In them the agent is to stay as the run began (distillation.ts). */
  readonly distilled?: boolean;
}

/** What an agent is trained for. */
export interface SessionMix extends SessionParts {
  readonly scenarios?: readonly Scenario[];
  readonly bufferCapsSeconds: readonly number[];
  /** Chance that a session hides the chunk sizes. */
  readonly hidesSizesShare: number;
  readonly augmentation: Augmentation;
}

/** The most levels of any ladder of a mix. */
export function mostLevels({ videos, scenarios = [] }: SessionMix): number {
  const all = [...videos, ...scenarios.flatMap((scenario) => scenario.videos)];
  return Math.max(...all.map(({ ladderKbps }) => ladderKbps.length));
}

/**
 * Sessions drawn from a mix, each part by itself. @throws Error when a QoE measure does not fit a ladder or a trace cannot be
 * played.
 */
export function sessionSource(mix: SessionMix): SessionSource {
  const { scenarios = [], hidesSizesShare } = mix;
  const usual = drawn(mix);
  let below = 0;
  const scenarioSources = scenarios.map((scenario) => ({
    ...drawn(scenario),
    below: (below += scenario.weight),
  }));
  return (random) => {
    const uniform = scenarioSources.length > 0 ? random() : 1;
    const drawing = scenarioSources.find((scenario) => uniform < scenario.below) ?? usual;
    const { draw, extraStallWeight, distilled, bufferCapsSeconds } = drawing;
    const parts = draw(random);
    const bufferCapSeconds = pick(bufferCapsSeconds, random());
    return {
      ...parts,
      extraStallWeight,
      distilled,
      bufferCapSeconds,
      hidesSizes: random() < hidesSizesShare,
    };
  };

  function drawn(parts: SessionParts & Partial<Scenario>) {
    const { extraStallWeight, distilled } = parts;
    const { bufferCapsSeconds = mix.bufferCapsSeconds, augmentation = mix.augmentation } = parts;
    return { draw: partsSource(parts, augmentation), extraStallWeight, bufferCapsSeconds, distilled };
  }
}

function partsSource(parts: SessionParts, augmentation: Augmentation) {
  const { traces, unaugmentedTraces = [] } = parts;
  const measures = measuresOf(parts);
  const varied = isVaried(augmentation);
  const { slowStartShare = 0 } = augmentation;
  const uncut = { ...augmentation, shuffledShare: 0 };
  const all = [...traces, ...unaugmentedTraces];
  const links = all.map((trace) => new TraceBandwidth(trace));
  return (random: Random) => {
    const { video, qoe, ofVideo } = pick(measures, random());
    const at = Math.floor(random() * all.length);
    const plain = at >= traces.length;
    const fromStart = slowStartShare > 0 && !plain && random() < slowStartShare;
    const trace = fromStart ? slowStart(all[at], random) : all[at];
    const variation = fromStart ? uncut : augmentation;
    const bandwidth = fromStart || (varied && !plain) ? augment(trace, variation, random) : links[at];
    const kind = `${ofVideo} on ${plain ? 'plain ' : ''}${all[at].family ?? 'recorded'}`;
    return { video, qoe, bandwidth, fromStart, plain, kind };
  };
}

/** Every trace once, videos and measures in turn: the sessions on which a mix is judged. */
export function evaluationSessions(mix: SessionMix): SessionSetup[] {
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
  return evaluationSessions({
    ...mix,
    traces: Array.from({ length: count }, (_, i) => traces[i % traces.length]),
  });
}

function measuresOf({ videos, qoe }: SessionParts): { video: Video; qoe: Qoe; ofVideo: string }[] {
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
