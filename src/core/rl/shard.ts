import { makeRandom } from '../random';
import { Environment, type SessionSource } from './environment';
import { candidateSize, contextSize } from './features';
import { generalizedAdvantages } from './gae';
import type { Hyperparameters } from './hyperparameters';
import { Layout } from './layout';
import { lossMetrics, lossSlopes } from './loss';
import { Network, type TensorFlow } from './network';
import { Rollout } from './rollout';

export interface ShardInput {
  readonly tf: TensorFlow;
  readonly settings: Hyperparameters;
  readonly source: SessionSource;
  /** The most levels of any ladder in the source. */
  readonly levels: number;
  readonly seed: number;
  /** Which of the `settings.shards` this is, from 0. */
  readonly index: number;
}

/** Sums over a shard's decisions, to be added up over the shards. */
export interface CollectedSums {
  readonly advantages: number;
  readonly absoluteAdvantages: number;
  readonly squaredAdvantages: number;
  readonly rewards: number;
  readonly returns: number;
  readonly squaredReturns: number;
  /** Of the critic: return - value. */
  readonly errors: number;
  readonly squaredErrors: number;
  readonly sessionQoe: number;
  readonly sessions: number;
}

export interface StepRequest {
  /** Which minibatch of the pass; a new pass shuffles anew. */
  readonly minibatch: number;
  readonly advantageMean: number;
  /** What an advantage above the mean is measured by. */
  readonly advantageScale: number;
  readonly entropyWeight: number;
}

/**
 * A fixed part of the work of an iteration: its own sessions, its own chance, its part of every minibatch. Shards are
 * what worker threads are given; however many threads there are, the sums are made in the order of the shards and come
 * out the same.
 */
export class Shard {
  readonly rows: number;
  private readonly network: Network;
  private readonly rollout: Rollout;
  private readonly random;
  private readonly advantages: Float32Array;
  private readonly returns: Float32Array;
  private readonly order: Int32Array;

  constructor(private readonly input: ShardInput) {
    const { tf, settings, source, levels, seed, index } = input;
    // Kept so small that the seeds of its sessions are whole numbers, each another one, for any seed.
    const own = (seed * 7919 + index) % 2_147_483_647;
    const sessions = settings.sessions / settings.shards;
    this.network = new Network(tf, new Layout(settings));
    this.random = makeRandom(own);
    const environments = Array.from(
      { length: sessions },
      (_, i) => new Environment(source, own * 104_729 + i + 1, false, settings.stallEmphasis),
    );
    this.rollout = new Rollout(
      tf,
      this.network,
      environments,
      settings.horizon,
      settings.observationNoise,
      levels,
    );
    this.rows = this.rollout.rows;
    this.advantages = new Float32Array(this.rows);
    this.returns = new Float32Array(this.rows);
    this.order = Int32Array.from({ length: this.rows }, (_, i) => i);
  }

  /** Plays the next decisions with these weights and estimates their advantages. */
  collect(weights: Float32Array): CollectedSums {
    const { rollout, advantages, returns } = this;
    const { sessions, shards, horizon, discount, gaeLambda } = this.input.settings;
    this.network.load(weights);
    rollout.collect(this.random);
    const rewardSum = sum(rollout.rewards);
    softenLosses(rollout.rewards, this.input.settings.rewardKnee);
    const { rewards, values, ended, nextValues } = rollout;
    generalizedAdvantages(
      {
        sessions: sessions / shards,
        horizon,
        rewards,
        values,
        ended,
        nextValues,
        discount,
        lambda: gaeLambda,
      },
      advantages,
      returns,
    );
    const errors = returns.map((value, i) => value - values[i]);
    return {
      advantages: sum(advantages),
      absoluteAdvantages: advantages.reduce((total, advantage) => total + Math.abs(advantage), 0),
      squaredAdvantages: squares(advantages),
      rewards: rewardSum,
      returns: sum(returns),
      squaredReturns: squares(returns),
      errors: sum(errors),
      squaredErrors: squares(errors),
      sessionQoe: rollout.sessionQoeSum,
      sessions: rollout.sessionsEnded,
    };
  }

  /** This shard's part of a minibatch's gradient, and of its metrics. */
  step(weights: Float32Array, request: StepRequest, gradient: Float32Array, metrics: Float64Array): void {
    const { tf, settings, levels } = this.input;
    const { rollout } = this;
    const rowsEach = settings.minibatch / settings.shards;
    if (request.minibatch === 0) this.shuffle();
    const rows = this.order.subarray(request.minibatch * rowsEach, (request.minibatch + 1) * rowsEach);
    const { advantageMean, advantageScale, entropyWeight } = request;
    metrics.fill(0, 0, lossMetrics.length);
    this.network.load(weights);
    tf.tidy(() => {
      const context = pick(rollout.context, contextSize, rows);
      const candidates = pick(rollout.candidates, levels * candidateSize, rows);
      const policy = this.network.scores(context, candidates, levels);
      const critic = this.network.values(context);
      const slopes = lossSlopes(
        {
          ...{ scores: policy.scores, values: critic.values, levels, entropyWeight },
          levelCounts: rows.map((row) => rollout.levelCounts[row]),
          taken: rows.map((row) => rollout.taken[row]),
          oldLogProbabilities: Float32Array.from(rows, (row) => rollout.logProbabilities[row]),
          advantages: Float32Array.from(rows, (row) =>
            limited((this.advantages[row] - advantageMean) / advantageScale, settings.advantageLimit),
          ),
          returns: Float32Array.from(rows, (row) => this.returns[row]),
          minibatch: settings.minibatch,
        },
        settings,
        metrics,
      );
      this.network.scoresBackward(policy, slopes.byScore, gradient);
      this.network.valuesBackward(critic, slopes.byValue, gradient);
    });
  }

  private shuffle(): void {
    const { order } = this;
    for (let i = order.length - 1; i > 0; i--) {
      const other = Math.floor(this.random() * (i + 1));
      [order[i], order[other]] = [order[other], order[i]];
    }
  }
}

function limited(value: number, limit: number): number {
  return limit > 0 ? Math.max(-limit, Math.min(limit, value)) : value;
}

/** Rewards below -knee become -knee - ln(1 + what is beyond), in place. */
function softenLosses(rewards: Float32Array, knee: number): void {
  for (let i = 0; i < rewards.length; i++) {
    const beyond = -knee - rewards[i];
    if (beyond > 0) rewards[i] = -knee - Math.log1p(beyond);
  }
}

function pick(from: Float32Array, width: number, rows: Int32Array): Float32Array {
  const to = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i] * width;
    to.set(from.subarray(start, start + width), i * width);
  }
  return to;
}

function sum(values: Float32Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function squares(values: Float32Array): number {
  let total = 0;
  for (const value of values) total += value * value;
  return total;
}
