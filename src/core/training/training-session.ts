import type { Observation } from '../model/algorithm';
import { chunkQoe, type Qoe } from '../qoe/qoe';
import type { Random } from '../stats/random';
import type { SessionEvent } from '../model/session-events';
import { PensievePlayback } from '../simulator/pensieve';
import type { TraceBandwidth } from '../trace/bandwidth';
import type { Video } from '../model/video';
import { Featurizer } from '../agent/features';
import { scaleQoe } from '../agent/qoe-scale';

/** One session to be played. */
export interface SessionSetup {
  readonly video: Video;
  readonly qoe: Qoe;
  readonly bandwidth: TraceBandwidth;
  readonly bufferCapSeconds: number;
  /** The agent is not told the sizes of chunks, as players other than ours would not. */
  readonly hidesSizes: boolean;
}

/** One session of training. */
export interface TrainingSetup extends SessionSetup {
  /** Begins where its trace does, in place of a random part. */
  readonly fromStart?: boolean;
  /** Share by which stalls weigh more in the reward than in the measure, in place of the run's. */
  readonly extraStallWeight?: number;
  /** The agent is to do what the weights that the run began with would (distillation.ts). */
  readonly distilled?: boolean;
  /** Delays are as they are. */
  readonly plain: boolean;
  /** The same for sessions that are alike: of one ladder, chunk duration, measure and kind of trace. */
  readonly kind: string;
}

const chosen = 'the agent in training';

/**
 * One session of Pensieve's simulator as the agent plays it in training. The reward is the chunk's QoE over the top
 * level's quality.
 */
export class TrainingSession {
  /** Reward of the last decision in units of the top level's quality. */
  reward = 0;
  /** QoE so far without chunk 0, unscaled. */
  total = 0;
  private stallSeconds = 0;
  private readonly playback: PensievePlayback;

  private constructor(
    readonly setup: TrainingSetup,
    /** Share by which stalls weigh more in the reward than in the measure. */
    private readonly extraStallWeight: number,
    private readonly unit: number,
    private readonly featurizer: Featurizer,
    play: (emit: (event: SessionEvent) => void) => PensievePlayback,
  ) {
    this.playback = play((event) => {
      if (event.type === 'resumed') this.stallSeconds += event.stallSeconds;
    });
  }

  /** Begins a session at `startSeconds` of its trace; without `chance`, or where it is plain, no delay is varied. */
  static begin(setup: TrainingSetup, startSeconds: number, extraStallWeight: number, chance?: Random) {
    const { video, bandwidth, bufferCapSeconds, plain } = setup;
    const noise = plain ? undefined : chance;
    const qoe = scaleQoe(setup.qoe);
    return new TrainingSession(setup, extraStallWeight, qoe.unit, new Featurizer(qoe), (emit) =>
      PensievePlayback.begin({ video, bandwidth, bufferCapSeconds, startSeconds, noise, emit }),
    );
  }

  get done(): boolean {
    return this.playback.done;
  }

  get levels(): number {
    return this.setup.video.ladderKbps.length;
  }

  /** The same session so far, to be played on by itself with chance of its own. */
  fork(chance?: Random): TrainingSession {
    const { setup, extraStallWeight, unit, featurizer, playback } = this;
    return new TrainingSession(setup, extraStallWeight, unit, featurizer.fork(), (emit) =>
      playback.fork(emit, setup.plain ? undefined : chance),
    );
  }

  /** What the agent sees now, as the network's inputs. */
  writeFeatures(context: Float32Array, contextAt: number, candidates: Float32Array, candidatesAt: number) {
    this.featurizer.write(this.observe(), context, contextAt, candidates, candidatesAt);
  }

  /** Fetches the next chunk at `level`. */
  step(level: number): void {
    const { playback, setup } = this;
    const { lastLevel } = playback.observe();
    this.stallSeconds = 0;
    playback.fetch({ level, reason: chosen });
    const { total, stall } = chunkQoe(setup.qoe, level, lastLevel, this.stallSeconds);
    this.reward = (total + this.extraStallWeight * stall) / this.unit;
    this.total += total;
  }

  private observe(): Observation {
    const observation = this.playback.observe();
    return this.setup.hidesSizes ? { ...observation, upcomingChunkKilobits: null } : observation;
  }
}
