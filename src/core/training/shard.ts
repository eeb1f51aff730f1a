import { makeRandom } from '../stats/random';
import { Environment, type SessionSource } from './environment';
import { candidateSize, contextSize } from '../agent/features';
import { VineRollouts } from './vine-rollouts';
import { generalizedAdvantages } from './gae';
import { Distillation } from './distillation';
import type { Hyperparameters } from './hyperparameters';
import { Layout } from '../agent/layout';
import { lossMetrics, policySlopes, valueSlopes } from './loss';
import { Network, type TensorFlow } from '../agent/network';
import { PolicySamples } from './policy-samples';
import { softened } from './reward';
import { part, pick } from './rows';
import { AdvantageScale } from './advantage-scale';
import { Rollout } from './rollout';

export interface ShardInput {
  readonly tf: TensorFlow;
  readonly settings: Hyperparameters;
  readonly source: SessionSource;
  /** The most levels of any ladder in the source. */
  readonly levels: number;
  /** The weights that the run began with; copied. */
  readonly first: Float32Array;
  readonly seed: number;
  /** Which of the `settings.shards` this is, from 0. */
  readonly index: number;
}

/** Sums over a shard's decisions, to be added up over the shards. */
export interface CollectedSums {
  /** Decisions that the policy learns from. */
  readonly samples: number;
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
  /** Held decisions, and in how many of them the agent finds likeliest what it did as the run began. */
  readonly distilled: number;
  readonly distilledAgreeing: number;
}

export interface StepRequest {
  /** Decisions of all shards in a minibatch that the policy learns from. */
  readonly samples: number;
  /** Which minibatch of the pass; a new pass shuffles anew. */
  readonly minibatch: number;
  /** Minibatches in a pass. */
  readonly minibatches: number;
  readonly advantageMean: number;
  /** What an advantage above the mean is measured by. */
  readonly advantageScale: number;
  readonly entropyCoef: number;
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
  private readonly advantageScale = new AdvantageScale();
  private readonly distillation: Distillation;
  private readonly advantages: Float32Array;
  private readonly returns: Float32Array;
  /** What the policy learns from: every decision taken, or those whose levels were tried. */
  private readonly samples: PolicySamples;
  private readonly order: Int32Array;
  private sampleOrder: Int32Array;

  constructor(private readonly input: ShardInput) {
    const { tf, settings, source, levels, first, seed, index } = input;
    // Kept so small that the seeds of its sessions are whole numbers, each another one, for any seed.
    const own = (seed * 7919 + index) % 2_147_483_647;
    const environmentCount = settings.environments / settings.shards;
    const layout = new Layout(settings);
    this.network = new Network(tf, layout);
    const begun = new Network(tf, layout);
    begun.load(first);
    this.distillation = new Distillation(begun, settings.distillationCoef);
    this.random = makeRandom(own);
    const environments = Array.from(
      { length: environmentCount },
      (_, i) => new Environment(source, own * 104_729 + i + 1, false, settings.extraStallWeight),
    );
    this.rows = environmentCount * settings.stepsPerRollout;
    this.samples = new PolicySamples(this.rows, levels);
    this.rollout = new Rollout(
      ...([this.network, environments, settings.stepsPerRollout, settings.observationNoise, levels] as const),
      settings.vineEvery > 0
        ? {
            branches: new VineRollouts(this.network, this.samples, settings),
            every: settings.vineEvery,
          }
        : null,
    );
    this.advantages = new Float32Array(this.rows);
    this.returns = new Float32Array(this.rows);
    this.order = Int32Array.from({ length: this.rows }, (_, i) => i);
    this.sampleOrder = this.order;
  }

  /** Plays the next decisions with these weights and estimates their advantages. */
  collect(weights: Float32Array): CollectedSums {
    const { rollout, samples, advantages, returns } = this;
    const { environments, shards, stepsPerRollout, discount, gaeLambda, rewardKnee } = this.input.settings;
    const { vineEvery, valueDamping, advantageScalePower } = this.input.settings;
    this.network.load(weights);
    rollout.collect(this.random);
    const agreement = this.distillation.observe(rollout);
    const { values, ended, nextValues } = rollout;
    const rewards = rollout.rewards.map((reward) => softened(reward, rewardKnee));
    generalizedAdvantages(
      {
        environments: environments / shards,
        stepsPerRollout,
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
    if (vineEvery === 0) samples.takeAll(rollout, advantages);
    // Where every decision is a sample, the critic's order serves.
    this.sampleOrder =
      vineEvery > 0 || samples.count < this.rows
        ? Int32Array.from({ length: samples.count }, (_, i) => i)
        : this.order;
    samples.dampen(values, valueDamping);
    if (advantageScalePower > 0)
      samples.scaleAdvantages(this.advantageScale, rollout.kinds, advantageScalePower);
    const errors = returns.map((value, i) => value - values[i]);
    return {
      samples: samples.count,
      ...samples.sums(),
      rewards: sum(rollout.rewards),
      returns: sum(returns),
      squaredReturns: squares(returns),
      errors: sum(errors),
      squaredErrors: squares(errors),
      sessionQoe: rollout.sessionQoeSum,
      sessions: rollout.sessionsEnded,
      ...agreement,
    };
  }

  /** This shard's part of a minibatch's gradient, and of its metrics. */
  step(weights: Float32Array, request: StepRequest, gradient: Float32Array, metrics: Float64Array): void {
    const { tf } = this.input;
    if (request.minibatch === 0) {
      this.shuffle(this.order);
      if (this.sampleOrder !== this.order) this.shuffle(this.sampleOrder);
    }
    gradient.fill(0);
    metrics.fill(0, 0, lossMetrics.length);
    this.network.load(weights);
    tf.tidy(() => this.learnPolicy(request, gradient, metrics));
    tf.tidy(() => this.learnValues(request, gradient, metrics));
  }

  private learnPolicy(request: StepRequest, gradient: Float32Array, metrics: Float64Array): void {
    const { rollout, samples, sampleOrder, distillation } = this;
    const { settings, levels } = this.input;
    const { minibatch, minibatches, advantageMean, advantageScale, entropyCoef } = request;
    const chosen = part(sampleOrder, minibatch, minibatches);
    const own = chosen.map((sample) => samples.rows[sample]);
    const distilled = distillation.part(minibatch, minibatches);
    const rows = new Int32Array(own.length + distilled.length);
    rows.set(own);
    rows.set(distilled, own.length);
    if (rows.length === 0) return;
    const policy = this.network.scores(
      pick(rollout.context, contextSize, rows),
      pick(rollout.candidates, levels * candidateSize, rows),
      levels,
    );
    const scores = policy.scores.subarray(0, own.length * levels);
    const distilledScores = policy.scores.subarray(scores.length);
    const slopes = new Float32Array(policy.scores.length);
    const learnt = policySlopes(
      {
        ...{ scores, levels, entropyCoef, minibatch: request.samples },
        levelCounts: own.map((row) => rollout.levelCounts[row]),
        shares: pick(samples.shares, levels, chosen),
        oldLogProbabilities: pick(samples.logProbabilities, levels, chosen),
        advantages: samples.normalized(chosen, advantageMean, advantageScale, settings.advantageClip),
      },
      settings,
      metrics,
    );
    slopes.set(learnt);
    const decisions = (settings.environments * settings.stepsPerRollout) / minibatches;
    slopes.set(distillation.slopes(distilledScores, distilled, rollout, decisions), learnt.length);
    this.network.scoresBackward(policy, slopes, gradient);
  }

  private learnValues({ minibatch }: StepRequest, gradient: Float32Array, metrics: Float64Array): void {
    const { settings } = this.input;
    const rowsEach = settings.minibatchSize / settings.shards;
    const rows = this.order.subarray(minibatch * rowsEach, (minibatch + 1) * rowsEach);
    const critic = this.network.values(pick(this.rollout.context, contextSize, rows));
    const returns = Float32Array.from(rows, (row) => this.returns[row]);
    const slopes = valueSlopes(
      { values: critic.values, returns, minibatch: settings.minibatchSize },
      settings,
      metrics,
    );
    this.network.valuesBackward(critic, slopes, gradient);
  }

  private shuffle(order: Int32Array): void {
    for (let i = order.length - 1; i > 0; i--) {
      const other = Math.floor(this.random() * (i + 1));
      [order[i], order[other]] = [order[other], order[i]];
    }
  }
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
