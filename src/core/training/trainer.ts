import { Adam, clipNorm, type AdamState } from './adam';
import { geometric, linear, type Hyperparameters } from './hyperparameters';
import type { Layout } from '../agent/layout';
import { lossMetrics, type LossMetric } from './loss';
import type { CollectedSums, StepRequest } from './shard';

/** A shard wherever it runs. Requests are answered one at a time. */
export interface ShardHandle {
  readonly rows: number;
  /** What the last step wrote. */
  readonly gradient: Float32Array;
  readonly metrics: Float64Array;
  collect(): Promise<CollectedSums>;
  step(request: StepRequest): Promise<void>;
}

/** The shards of a run and the weights that all of them read. */
export interface Team {
  readonly weights: Float32Array;
  readonly shards: readonly ShardHandle[];
}

/** What one iteration (rollout and update) showed; losses are means over its gradient steps. */
export interface IterationMetrics extends Readonly<Record<LossMetric, number>> {
  /** Decisions made since the start of training. */
  readonly decisions: number;
  readonly explained_variance: number;
  /** Mean reward of a decision in units of the top level's quality. */
  readonly mean_reward: number;
  /** Mean QoE per chunk of the sessions that ended; null when none did. */
  readonly session_qoe: number | null;
  /** Share of the held decisions in which the likeliest level is still the one of the start; null when none is held. */
  readonly distillation_agreement: number | null;
  readonly gradient_norm: number;
  readonly learning_rate: number;
  readonly entropy_coef: number;
}

/** All that a trainer needs to go on from: everything but the sessions under way. */
export interface TrainerState {
  readonly decisions: number;
  readonly updates: number;
  readonly weights: Float32Array;
  readonly averaged: Float32Array;
  readonly policyAdam: AdamState;
  readonly valueAdam: AdamState;
}

/** PPO, one iteration at a time. Everything follows from settings and seeds: the clock has no say. */
export class Trainer {
  decisions = 0;
  /** The running average of the weights: what is evaluated and kept. */
  readonly averaged: Float32Array;
  private readonly policyAdam: Adam;
  private readonly valueAdam: Adam;
  private readonly gradient: Float32Array;
  private updates = 0;

  constructor(
    private readonly team: Team,
    private readonly settings: Hyperparameters,
    private readonly layout: Layout,
  ) {
    this.averaged = Float32Array.from(team.weights);
    this.policyAdam = new Adam(layout.valueStart);
    this.valueAdam = new Adam(layout.size - layout.valueStart);
    this.gradient = new Float32Array(layout.size);
  }

  /** Plays and learns once; `share` (0 to 1) is how much of the run is over. */
  async iterate(share: number): Promise<IterationMetrics> {
    const { settings, team } = this;
    const learningRate = linear(settings.learningRate, share);
    const entropyCoef = geometric(settings.entropyCoef, share);
    const rows = team.shards.reduce((sum, shard) => sum + shard.rows, 0);
    const sums = addUp(await Promise.all(team.shards.map((shard) => shard.collect())));
    const samples = Math.max(1, sums.samples);
    const advantageMean = sums.advantages / samples;
    const deviation = Math.sqrt(Math.max(0, sums.squaredAdvantages / samples - advantageMean ** 2));
    const advantageScale =
      (settings.advantageClip > 0 ? sums.absoluteAdvantages / samples : deviation) + 1e-8;
    const metrics = new Float64Array(lossMetrics.length);
    const minibatches = Math.floor(rows / settings.minibatchSize);
    let norms = 0;
    for (let pass = 0; pass < settings.updateEpochs; pass++) {
      for (let minibatch = 0; minibatch < minibatches; minibatch++) {
        const request = {
          ...{ minibatch, minibatches, samples: samples / minibatches },
          ...{ advantageMean, advantageScale, entropyCoef },
        };
        norms += await this.step(request, learningRate, metrics);
      }
    }
    this.decisions += rows;
    this.average();
    const steps = settings.updateEpochs * minibatches;
    const [policy_loss, value_loss, entropy, approx_kl, clip_fraction] = metrics.map((sum) => sum / steps);
    return {
      ...{ policy_loss, value_loss, entropy, approx_kl, clip_fraction },
      gradient_norm: norms / steps,
      decisions: this.decisions,
      explained_variance:
        1 -
        variance(sums.errors, sums.squaredErrors, rows) / variance(sums.returns, sums.squaredReturns, rows),
      mean_reward: sums.rewards / rows,
      session_qoe: sums.sessions > 0 ? sums.sessionQoe / sums.sessions : null,
      distillation_agreement: sums.distilled > 0 ? sums.distilledAgreeing / sums.distilled : null,
      learning_rate: learningRate,
      entropy_coef: entropyCoef,
    };
  }

  /** A copy of the state between two iterations. */
  save(): TrainerState {
    const { decisions, updates, team, averaged, policyAdam, valueAdam } = this;
    return {
      ...{ decisions, updates },
      weights: Float32Array.from(team.weights),
      averaged: averaged.slice(),
      policyAdam: policyAdam.save(),
      valueAdam: valueAdam.save(),
    };
  }

  restore(state: TrainerState): void {
    this.decisions = state.decisions;
    this.updates = state.updates;
    this.team.weights.set(state.weights);
    this.averaged.set(state.averaged);
    this.policyAdam.restore(state.policyAdam);
    this.valueAdam.restore(state.valueAdam);
  }

  private async step(request: StepRequest, learningRate: number, metrics: Float64Array): Promise<number> {
    const { team, gradient, layout, settings, policyAdam, valueAdam } = this;
    await Promise.all(team.shards.map((shard) => shard.step(request)));
    gradient.fill(0);
    for (const shard of team.shards) {
      for (let i = 0; i < gradient.length; i++) gradient[i] += shard.gradient[i];
      for (let i = 0; i < metrics.length; i++) metrics[i] += shard.metrics[i];
    }
    const policy = gradient.subarray(0, layout.valueStart);
    const value = gradient.subarray(layout.valueStart);
    const norm = clipNorm(policy, settings.maxGradientNorm);
    clipNorm(value, settings.maxGradientNorm);
    policyAdam.step(team.weights.subarray(0, layout.valueStart), policy, learningRate, settings.weightDecay);
    valueAdam.step(team.weights.subarray(layout.valueStart), value, learningRate);
    return norm;
  }

  /** The average warms up, so that it does not remember the first random weights for long. */
  private average(): void {
    this.updates += 1;
    const keep = Math.min(this.settings.emaDecay, 1 - 1 / this.updates);
    const { averaged, team } = this;
    for (let i = 0; i < averaged.length; i++) averaged[i] = keep * averaged[i] + (1 - keep) * team.weights[i];
  }
}

function addUp(parts: readonly CollectedSums[]): CollectedSums {
  return parts.reduce((total, part) => ({
    samples: total.samples + part.samples,
    advantages: total.advantages + part.advantages,
    absoluteAdvantages: total.absoluteAdvantages + part.absoluteAdvantages,
    squaredAdvantages: total.squaredAdvantages + part.squaredAdvantages,
    rewards: total.rewards + part.rewards,
    returns: total.returns + part.returns,
    squaredReturns: total.squaredReturns + part.squaredReturns,
    errors: total.errors + part.errors,
    squaredErrors: total.squaredErrors + part.squaredErrors,
    sessionQoe: total.sessionQoe + part.sessionQoe,
    sessions: total.sessions + part.sessions,
    distilled: total.distilled + part.distilled,
    distilledAgreeing: total.distilledAgreeing + part.distilledAgreeing,
  }));
}

function variance(sum: number, squares: number, count: number): number {
  return Math.max(squares / count - (sum / count) ** 2, 1e-12);
}
