import { makeRandom, type Random } from '../stats/random';
import { randomStartSeconds } from '../simulator/pensieve';
import { TrainingSession, type TrainingSetup } from './training-session';

/** Where sessions come from, one after the other without end. */
export type SessionSource = (random: Random) => TrainingSetup;

/**
 * Sessions in training mode, one after the other: random start, but where the setup says that it begins with its trace; delays
 * times U(0.9, 1.1). After the last chunk of a video the next session begins.
 */
export class Environment {
  /** The session under way. */
  session: TrainingSession;
  /** Reward of the last decision in units of the top level's quality. */
  reward = 0;
  /** The last decision was for the last chunk of a video. */
  ended = false;
  /** Total of the session that ended last: QoE per chunk without chunk 0, unscaled. */
  sessionQoePerChunk = 0;
  private readonly random: Random;

  constructor(
    private readonly source: SessionSource,
    seed: number,
    private readonly exact = false,
    private readonly extraStallWeight = 0,
  ) {
    this.random = makeRandom(seed);
    this.session = this.begin();
  }

  /** Fetches the next chunk at `level`. */
  step(level: number): void {
    const { session } = this;
    session.step(level);
    this.reward = session.reward;
    this.ended = session.done;
    if (session.done) {
      this.sessionQoePerChunk = session.total / (session.setup.video.chunkCount - 1);
      this.session = this.begin();
    }
  }

  private begin(): TrainingSession {
    const { exact, random } = this;
    const setup = this.source(random);
    const { bandwidth, fromStart = false, extraStallWeight = this.extraStallWeight } = setup;
    const startSeconds = exact || fromStart ? bandwidth.startSeconds : randomStartSeconds(bandwidth, random);
    return TrainingSession.begin(setup, startSeconds, extraStallWeight, exact ? undefined : random);
  }
}
