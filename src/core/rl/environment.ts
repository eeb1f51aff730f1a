import type { Observation } from '../abr/algorithm';
import { chunkQoe, type Qoe } from '../qoe/qoe';
import { makeRandom, type Random } from '../random';
import type { SessionEvent } from '../session/events';
import { PensievePlayback, randomStartSeconds } from '../simulator/pensieve';
import type { TraceBandwidth } from '../trace/bandwidth';
import type { Video } from '../video';
import { Featurizer } from './features';
import { scaleQoe } from './qoe-scale';

/** One session to be played. */
export interface SessionSetup {
  readonly video: Video;
  readonly qoe: Qoe;
  readonly bandwidth: TraceBandwidth;
  readonly bufferCapSeconds: number;
  /** The agent is not told the sizes of chunks, as players other than ours would not. */
  readonly hidesSizes: boolean;
}

/** Where sessions come from, one after the other without end. */
export type SessionSource = (random: Random) => SessionSetup;

const chosen = 'the agent in training';

/**
 * Sessions of Pensieve's simulator in training mode (random start, delays times U(0.9, 1.1)), one after the other: after
 * the last chunk of a video the next session begins. The reward is the chunk's QoE over the top level's quality.
 */
export class Environment {
  /** Reward of the last decision in units of the top level's quality. */
  reward = 0;
  /** The last decision was for the last chunk of a video. */
  ended = false;
  /** Total of the session that ended last: QoE per chunk without chunk 0, unscaled. */
  sessionQoePerChunk = 0;
  stallTotal = 0;
  private readonly random: Random;
  private setup!: SessionSetup;
  private playback!: PensievePlayback;
  private featurizer!: Featurizer;
  private unit = 1;
  private stallSeconds = 0;
  private total = 0;

  constructor(
    private readonly source: SessionSource,
    seed: number,
    private readonly exact = false,
    private readonly stallEmphasis = 0,
  ) {
    this.random = makeRandom(seed);
    this.begin();
  }

  get levels(): number {
    return this.setup.video.ladderKbps.length;
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
    this.reward = (total + this.stallEmphasis * stall) / this.unit;
    this.stallTotal += this.stallSeconds;
    this.total += total;
    this.ended = playback.done;
    if (this.ended) {
      this.sessionQoePerChunk = this.total / (setup.video.chunkCount - 1);
      this.begin();
    }
  }

  private observe(): Observation {
    const observation = this.playback.observe();
    return this.setup.hidesSizes ? { ...observation, upcomingChunkKilobits: null } : observation;
  }

  private begin(): void {
    const setup = this.source(this.random);
    const { video, bandwidth, bufferCapSeconds } = setup;
    const qoe = scaleQoe(setup.qoe);
    this.setup = setup;
    this.unit = qoe.unit;
    this.total = 0;
    this.featurizer = new Featurizer(qoe);
    this.playback = new PensievePlayback({
      ...{ video, bandwidth, bufferCapSeconds },
      emit: (event: SessionEvent) => {
        if (event.type === 'resumed') this.stallSeconds += event.stallSeconds;
      },
      startSeconds: this.exact ? bandwidth.startSeconds : randomStartSeconds(bandwidth, this.random),
      noise: this.exact ? undefined : this.random,
    });
  }
}
