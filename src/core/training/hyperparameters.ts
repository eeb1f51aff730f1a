/** A value that changes over the decisions of a run. */
export interface Schedule {
  readonly from: number;
  readonly to: number;
}

/** Every setting of PPO's training. Names follow cleanrl's ppo.py where it has the setting. */
export interface Hyperparameters {
  /** Widths of the two hidden layers of the level-scoring head. */
  readonly policyUnits: readonly [number, number];
  /** Widths of the two hidden layers of the critic. */
  readonly valueUnits: readonly [number, number];
  /** Environments that are stepped side by side (`num_envs`). */
  readonly environments: number;
  /** Parts into which the work of an iteration is cut. Each can run in a thread of its own; results depend on the number. */
  readonly shards: number;
  /** Decisions of each environment in a rollout (`num_steps`). */
  readonly stepsPerRollout: number;
  /**
   * Vine rollouts (TRPO, section 5.2; core/training/vine-rollouts.ts) start at every nth decision of an environment, and the policy
   * learns from these decisions alone. 0 turns them off: the policy learns from every decision by GAE.
   */
  readonly vineEvery: number;
  /** Length of a vine rollout in seconds of video. */
  readonly vineSeconds: number;
  /** Minimum length of a vine rollout in chunks; the maximum is `stepsPerRollout`. */
  readonly vineMinSteps: number;
  /** Levels with a lower probability get no vine rollout. */
  readonly vineMinProbability: number;
  /** Approximate maximum of vine rollouts per iteration: early in a run every level is likely, and there would be too many. */
  readonly vineMaxRollouts: number;
  /** Standard deviation of the noise on every feature, so that decisions do not depend on the last digit of an observation. */
  readonly observationNoise: number;
  /** Discount of the reward of the next decision (`gamma`). */
  readonly discount: number;
  /** Lambda of GAE: 0 relies on the critic alone, 1 on the rewards alone. */
  readonly gaeLambda: number;
  /** The surrogate clips probability ratios to 1 +- this (`clip_coef`). */
  readonly clipCoef: number;
  /** Dual clip: a negative advantage counts at most this many times; 0 turns it off. */
  readonly dualClip: number;
  /** Epochs over a rollout in an update. */
  readonly updateEpochs: number;
  /** Decisions in one gradient step. */
  readonly minibatchSize: number;
  /** Adam's learning rate; changes linearly over the run. */
  readonly learningRate: Schedule;
  /** Coefficient of the entropy bonus (`ent_coef`); changes geometrically over the run. */
  readonly entropyCoef: Schedule;
  /** Coefficient of the value loss (`vf_coef`). */
  readonly valueCoef: number;
  /** Added weight of stalls in the reward, relative to the QoE measure: agents that learn from few traces stall too often. */
  readonly extraStallWeight: number;
  /** Rewards below minus this are compressed logarithmically, so that one dead link does not dominate a batch. */
  readonly rewardKnee: number;
  /**
   * Normalized advantages are clipped to +- this, and normalization divides by their mean size. 0: no clipping, and normalization
   * divides by their standard deviation.
   */
  readonly advantageClip: number;
  /**
   * An advantage is divided by 1 + this x max(0, -value): on hopeless links everything costs a hundred times as much. The factor
   * depends on the state alone and so favours no action. 0 turns it off.
   */
  readonly valueDamping: number;
  /**
   * An advantage is divided by (.05 + s) to this power; s is the advantage scale of its kind of session relative to that of all
   * sessions (core/training/advantage-scale.ts). Calm links then count as much as rough ones. 0 turns it off.
   */
  readonly advantageScalePower: number;
  /** Delta of the critic's Huber loss, in units of the top level's quality. */
  readonly valueHuberDelta: number;
  /** Gradients are clipped to this norm (`max_grad_norm`), the policy's and the critic's separately. */
  readonly maxGradientNorm: number;
  /**
   * Coefficient of the distillation loss in distillation scenarios (core/training/distillation.ts). It is a mean over all
   * decisions; the policy loss is a mean over the decisions that it uses.
   */
  readonly distillationCoef: number;
  /**
   * AdamW's weight decay of the policy. Scores grow over a long run, and single precision then has fewer digits for their
   * differences.
   */
  readonly weightDecay: number;
  /** Decay per update of the exponential moving average of the weights; the averaged weights are evaluated and kept. */
  readonly emaDecay: number;
}

export const defaultHyperparameters: Hyperparameters = {
  policyUnits: [64, 32],
  valueUnits: [64, 32],
  environments: 512,
  shards: 2,
  stepsPerRollout: 24,
  vineEvery: 0,
  vineSeconds: 60,
  vineMinSteps: 8,
  vineMinProbability: 0.01,
  vineMaxRollouts: 6144,
  observationNoise: 0,
  discount: 0.99,
  gaeLambda: 0.95,
  clipCoef: 0.2,
  dualClip: 3,
  updateEpochs: 2,
  minibatchSize: 3072,
  learningRate: { from: 1e-3, to: 5e-5 },
  entropyCoef: { from: 0.03, to: 0.001 },
  valueCoef: 0.5,
  extraStallWeight: 0.3,
  rewardKnee: 3,
  advantageClip: 5,
  valueDamping: 0,
  advantageScalePower: 0,
  valueHuberDelta: 2,
  maxGradientNorm: 0.5,
  distillationCoef: 1,
  weightDecay: 0,
  emaDecay: 0.99,
};

/** A schedule's value after `progress` (0 to 1) of the run, on a straight line. */
export function linear({ from, to }: Schedule, progress: number): number {
  return from + (to - from) * Math.min(1, progress);
}

/** The same on a geometric curve: equal factors in equal times. */
export function geometric({ from, to }: Schedule, progress: number): number {
  return from * Math.pow(to / from, Math.min(1, progress));
}
