import type { Random } from '../stats/random';
import type { VineRollouts } from './vine-rollouts';
import type { Environment } from './environment';
import { candidateSize, contextSize } from '../agent/features';
import type { Network } from '../agent/network';
import { argmax, sample } from '../agent/categorical';

/** What sessions played side by side gave; rows are decisions, `[step * environments + environment]`. */
export class Rollout {
  readonly rows: number;
  readonly context: Float32Array;
  readonly candidates: Float32Array;
  readonly levelCounts: Uint8Array;
  /** Of the session of each decision. */
  readonly kinds: string[];
  /** 1 where the session is held (distillation.ts). */
  readonly distilled: Uint8Array;
  /** Where the session is held: the level with the highest score. */
  readonly likeliest: Uint8Array;
  readonly taken: Uint8Array;
  readonly logProbabilities: Float32Array;
  readonly values: Float32Array;
  readonly rewards: Float32Array;
  readonly ended: Uint8Array;
  readonly nextValues: Float32Array;
  /** QoE per chunk of the sessions that ended, and their number. */
  sessionQoeSum = 0;
  sessionsEnded = 0;
  private stepsTaken = 0;

  constructor(
    private readonly network: Network,
    private readonly environments: readonly Environment[],
    private readonly stepsPerRollout: number,
    /** Deviation of the noise on what the policy sees. */
    private readonly noise: number,
    /** The most levels that any ladder has. */
    readonly levels: number,
    /** Tries levels out at every so many decisions of a session; null: nowhere. */
    private readonly vine: { readonly branches: VineRollouts; readonly every: number } | null = null,
  ) {
    const rows = environments.length * stepsPerRollout;
    this.rows = rows;
    this.context = new Float32Array(rows * contextSize);
    this.candidates = new Float32Array(rows * levels * candidateSize);
    this.levelCounts = new Uint8Array(rows);
    this.kinds = new Array<string>(rows).fill('');
    this.distilled = new Uint8Array(rows);
    this.likeliest = new Uint8Array(rows);
    this.taken = new Uint8Array(rows);
    this.logProbabilities = new Float32Array(rows);
    this.values = new Float32Array(rows);
    this.rewards = new Float32Array(rows);
    this.ended = new Uint8Array(rows);
    this.nextValues = new Float32Array(environments.length);
  }

  /** Plays `horizon` decisions of every session, the network asked for all of them at once. */
  collect(random: Random): void {
    const { stepsPerRollout } = this;
    this.sessionQoeSum = 0;
    this.sessionsEnded = 0;
    this.candidates.fill(0);
    this.vine?.branches.begin();
    for (let step = 0; step < stepsPerRollout; step++) this.step(step, random);
    this.vine?.branches.play();
    this.value();
  }

  private step(step: number, random: Random): void {
    const { environments, levels, vine } = this;
    const start = step * environments.length;
    const end = start + environments.length;
    const scores = this.ask(
      this.context.subarray(start * contextSize, end * contextSize),
      this.candidates.subarray(start * levels * candidateSize, end * levels * candidateSize),
      random,
    );
    for (let i = 0; i < environments.length; i++) {
      const environment = environments[i];
      const row = start + i;
      const count = environment.session.levels;
      const { kind, distilled = false } = environment.session.setup;
      if (distilled) this.likeliest[row] = argmax(scores.subarray(i * levels, i * levels + count));
      // Sessions take turns; a horizon need not be a multiple.
      else if (vine && (i + this.stepsTaken) % vine.every === 0) {
        vine.branches.root(row, environment.session, scores.subarray(i * levels, (i + 1) * levels), random);
      }
      const { level, logProbability } = sample(scores, i * levels, count, random());
      this.levelCounts[row] = count;
      this.kinds[row] = kind;
      this.distilled[row] = distilled ? 1 : 0;
      this.taken[row] = level;
      this.logProbabilities[row] = logProbability;
      environment.step(level);
      this.rewards[row] = environment.reward;
      this.ended[row] = environment.ended ? 1 : 0;
      if (environment.ended) {
        this.sessionQoeSum += environment.sessionQoePerChunk;
        this.sessionsEnded += 1;
      }
    }
    this.stepsTaken += 1;
  }

  /** Writes what every session sees now and asks the policy. */
  private ask(context: Float32Array, candidates: Float32Array, random: Random): Float32Array {
    const { environments, levels } = this;
    for (let i = 0; i < environments.length; i++) {
      environments[i].session.writeFeatures(context, i * contextSize, candidates, i * levels * candidateSize);
    }
    blur(context, this.noise, random);
    blur(candidates, this.noise, random);
    return this.network.askScores(context, candidates, levels);
  }

  /** The critic on every state at once, those after the last step too. */
  private value(): void {
    const { environments, levels } = this;
    const context = new Float32Array(environments.length * contextSize);
    const candidates = new Float32Array(levels * candidateSize);
    environments.forEach((environment, i) =>
      environment.session.writeFeatures(context, i * contextSize, candidates, 0),
    );
    this.values.set(this.network.askValues(this.context));
    this.nextValues.set(this.network.askValues(context));
  }
}

/** Adds uniform noise of the given deviation: as good as normal here, and much cheaper. */
function blur(features: Float32Array, deviation: number, random: Random): void {
  if (deviation === 0) return;
  const width = deviation * Math.sqrt(12);
  for (let i = 0; i < features.length; i++) features[i] += width * (random() - 0.5);
}
