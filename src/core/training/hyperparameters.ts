/** A number that moves in a straight line over the decisions of a run. */
export interface Schedule {
  readonly from: number;
  readonly to: number;
}

/** Every setting of PPO's training; a sentence each. */
export interface Hyperparameters {
  /** Widths of the two hidden layers of the level-scoring head. */
  readonly policyUnits: readonly [number, number];
  /** Widths of the two hidden layers of the critic. */
  readonly valueUnits: readonly [number, number];
  /** Sessions played side by side. */
  readonly sessions: number;
  /** Parts that an iteration's work is cut into; at most so many threads can share it, and results depend on it. */
  readonly shards: number;
  /** Decisions that each of them makes between two updates. */
  readonly horizon: number;
  /**
   * Levels are tried out at every so many decisions of a session, and the policy learns from those alone (core/training/vine-rollouts.ts);
   * 0: nowhere, it learns from what was taken, by the critic.
   */
  readonly branchEvery: number;
  /** How long a level tried is followed, in seconds of video ... */
  readonly branchSeconds: number;
  /** ... and for so many chunks at least (at most a horizon). */
  readonly branchSteps: number;
  /** A level less probable than this is not tried. */
  readonly branchProbability: number;
  /** About so many levels are tried in an iteration at most: at first, when every level is likely, there would be too many. */
  readonly branchesMost: number;
  /** Deviation of the noise on every feature in training: what is learnt must not hang on the last digit. */
  readonly observationNoise: number;
  /** How much a reward one decision later counts. */
  readonly discount: number;
  /** GAE's lambda: 0 trusts the critic alone, 1 the rewards alone. */
  readonly gaeLambda: number;
  /** The ratio of new to old probability counts up to 1 +- this. */
  readonly clipRange: number;
  /** Where an advantage is negative, no more than this times it counts (dual clip); 0 turns it off. */
  readonly dualClip: number;
  /** Passes over the decisions of an update. */
  readonly passes: number;
  /** Decisions of one gradient step. */
  readonly minibatch: number;
  /** Adam's step over the run. */
  readonly learningRate: Schedule;
  /** Weight of the entropy over the run: high explores, 0 settles; it falls geometrically. */
  readonly entropyWeight: Schedule;
  /** Weight of the critic's loss beside the policy's. */
  readonly valueWeight: number;
  /** Share by which stalls weigh more in training than in the measure: what is learnt from few traces is too bold. */
  readonly stallEmphasis: number;
  /** A reward below minus this counts less and less (logarithmically), so that one dead link does not drown a batch. */
  readonly rewardKnee: number;
  /** Normalised advantages beyond this count as this; 0 turns it off. The yardstick is then their mean size, not their deviation. */
  readonly advantageLimit: number;
  /**
   * An advantage counts 1 / (1 + this x what the critic expects below 0): hopeless links, where everything costs a hundred times
   * as much, do not drown the others; the weight goes by the state alone and favours no outcome. 0: all count alike.
   */
  readonly valueDamping: number;
  /**
   * An advantage counts (.05 + s) to minus this, s being what is at stake in sessions of its kind over what is at stake in all
   * (core/training/advantage-scale.ts): calm links are learnt as well as rough ones. 0: all count alike.
   */
  readonly stakesPower: number;
  /** Errors of the critic beyond this weigh no more (Huber), in units of the top level's quality. */
  readonly valueErrorLimit: number;
  /** A gradient longer than this is shortened to it, the policy's and the critic's each by itself. */
  readonly gradientNorm: number;
  /**
   * What staying as the run began counts in sessions that are held (core/training/distillation.ts): its loss is a mean over all decisions, the
   * policy's over those that it learns from.
   */
  readonly holdWeight: number;
  /**
   * What the policy's weights lose in each step, times the learning rate (AdamW): scores that grow over a long run are told apart by
   * fewer and fewer digits of single precision.
   */
  readonly weightDecay: number;
  /** Share of the old in the running average of the weights, per update; the averaged weights are what is kept. */
  readonly averaging: number;
}

export const defaultHyperparameters: Hyperparameters = {
  policyUnits: [64, 32],
  valueUnits: [64, 32],
  sessions: 512,
  shards: 2,
  horizon: 24,
  branchEvery: 0,
  branchSeconds: 60,
  branchSteps: 8,
  branchProbability: 0.01,
  branchesMost: 6144,
  observationNoise: 0,
  discount: 0.99,
  gaeLambda: 0.95,
  clipRange: 0.2,
  dualClip: 3,
  passes: 2,
  minibatch: 3072,
  learningRate: { from: 1e-3, to: 5e-5 },
  entropyWeight: { from: 0.03, to: 0.001 },
  valueWeight: 0.5,
  stallEmphasis: 0.3,
  rewardKnee: 3,
  advantageLimit: 5,
  valueDamping: 0,
  stakesPower: 0,
  valueErrorLimit: 2,
  gradientNorm: 0.5,
  holdWeight: 1,
  weightDecay: 0,
  averaging: 0.99,
};

/** The learning rate after `share` (0 to 1) of the run: a straight line. */
export function linear({ from, to }: Schedule, share: number): number {
  return from + (to - from) * Math.min(1, share);
}

/** The entropy's weight after `share` of the run: the same factor in equal times. */
export function geometric({ from, to }: Schedule, share: number): number {
  return from * Math.pow(to / from, Math.min(1, share));
}
