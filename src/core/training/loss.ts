import type { Hyperparameters } from './hyperparameters';
import { logSoftmax } from '../agent/categorical';

/** Means over the gradient steps of an update, by the names everybody uses. */
export const lossMetrics = ['policy_loss', 'value_loss', 'entropy', 'approx_kl', 'clip_fraction'] as const;
export type LossMetric = (typeof lossMetrics)[number];

/** Decisions of a minibatch that the policy learns from; of levels: `[row * levels + level]`. */
export interface PolicyLossInput {
  readonly scores: Float32Array;
  readonly levels: number;
  /** Levels that the row's ladder has; the others do not exist. */
  readonly levelCounts: ArrayLike<number>;
  /** What a level's surrogate counts: 1 for the one taken, or a tried level's part of the tried ones' probability; else 0. */
  readonly shares: ArrayLike<number>;
  readonly oldLogProbabilities: ArrayLike<number>;
  /** Normalised. */
  readonly advantages: ArrayLike<number>;
  readonly entropyCoef: number;
  /** Rows of the whole minibatch, of which these may be a part. */
  readonly minibatch: number;
}

/**
 * Clipped PPO (J. Schulman et al., 2017, eq. 7 and 9) with dual clip (D. Ye et al., AAAI 2020): the slopes of
 * -surrogate - entropyCoef * entropy by scores, and the sums of the metrics added to `sums`. A minibatch's loss is the
 * mean over its rows.
 */
export function policySlopes(
  input: PolicyLossInput,
  settings: Pick<Hyperparameters, 'clipCoef' | 'dualClip'>,
  sums: Float64Array,
): Float32Array {
  const { scores, levels, levelCounts, shares, advantages, entropyCoef, minibatch } = input;
  const byScore = new Float32Array(scores.length);
  const slopes = new Float64Array(levels);
  const logs = new Float64Array(levels);
  const metrics = new Float64Array(lossMetrics.length);
  for (let row = 0; row < levelCounts.length; row++) {
    const start = row * levels;
    const count = levelCounts[row];
    const entropy = logSoftmax(scores, start, count, logs);
    metrics[2] += entropy;
    let pull = 0;
    slopes.fill(0);
    for (let level = 0; level < count; level++) {
      const share = shares[start + level];
      if (share === 0) continue;
      const advantage = advantages[start + level];
      const difference = logs[level] - input.oldLogProbabilities[start + level];
      const ratio = Math.exp(difference);
      const slope = share * ratio * surrogateSlope(ratio, advantage, settings);
      slopes[level] = slope;
      pull += slope;
      metrics[0] -= share * surrogate(ratio, advantage, settings);
      metrics[3] += share * (ratio - 1 - difference);
      metrics[4] += Math.abs(ratio - 1) > settings.clipCoef ? share : 0;
    }
    for (let level = 0; level < count; level++) {
      const probability = Math.exp(logs[level]);
      const total = probability * (pull + entropyCoef * (logs[level] + entropy)) - slopes[level];
      byScore[start + level] = total / minibatch;
    }
  }
  for (let i = 0; i < metrics.length; i++) sums[i] += metrics[i] / minibatch;
  return byScore;
}

/** What the critic learns from; rows of a minibatch. */
export interface ValueLossInput {
  readonly values: Float32Array;
  readonly returns: ArrayLike<number>;
  readonly minibatch: number;
}

/** The slopes of valueCoef * Huber(value - return) by values; the squared error is added to `sums`. */
export function valueSlopes(
  { values, returns, minibatch }: ValueLossInput,
  { valueCoef, valueHuberDelta }: Pick<Hyperparameters, 'valueCoef' | 'valueHuberDelta'>,
  sums: Float64Array,
): Float32Array {
  let squares = 0;
  const byValue = values.map((value, row) => {
    const error = value - returns[row];
    squares += error * error;
    return (valueCoef * Math.max(-valueHuberDelta, Math.min(valueHuberDelta, error))) / minibatch;
  });
  sums[1] += squares / minibatch;
  return byValue;
}

type Clip = Pick<Hyperparameters, 'clipCoef' | 'dualClip'>;

function surrogate(ratio: number, advantage: number, { clipCoef, dualClip }: Clip): number {
  const clipped = Math.max(1 - clipCoef, Math.min(1 + clipCoef, ratio));
  const least = Math.min(ratio * advantage, clipped * advantage);
  return dualClip > 0 && advantage < 0 ? Math.max(least, dualClip * advantage) : least;
}

/** The surrogate's slope by the ratio: the advantage, or 0 where a clip holds. */
function surrogateSlope(ratio: number, advantage: number, { clipCoef, dualClip }: Clip): number {
  if (advantage >= 0) return ratio > 1 + clipCoef ? 0 : advantage;
  if (ratio < 1 - clipCoef || (dualClip > 0 && ratio > dualClip)) return 0;
  return advantage;
}
