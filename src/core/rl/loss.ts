import type { Hyperparameters } from './hyperparameters';

/** Means over the gradient steps of an update, by the names everybody uses. */
export const lossMetrics = ['policy_loss', 'value_loss', 'entropy', 'approx_kl', 'clip_fraction'] as const;
export type LossMetric = (typeof lossMetrics)[number];

/** Rows of a minibatch, one a decision. */
export interface LossInput {
  /** `[row * levels + level]`. */
  readonly scores: Float32Array;
  readonly values: Float32Array;
  readonly levels: number;
  /** Levels that the row's ladder has; the others do not exist. */
  readonly levelCounts: ArrayLike<number>;
  readonly taken: ArrayLike<number>;
  readonly oldLogProbabilities: ArrayLike<number>;
  /** Normalised. */
  readonly advantages: ArrayLike<number>;
  readonly returns: ArrayLike<number>;
  readonly entropyWeight: number;
  /** Rows of the whole minibatch, of which these may be a part. */
  readonly minibatch: number;
}

export interface LossSlopes {
  readonly byScore: Float32Array;
  readonly byValue: Float32Array;
}

/**
 * Clipped PPO (J. Schulman et al., 2017, eq. 7 and 9) with dual clip (D. Ye et al., AAAI 2020): the slopes of
 * -surrogate - entropyWeight * entropy + valueWeight * Huber(value - return) by scores and values, and the sums of the
 * metrics added to `sums`. A minibatch's loss is the mean over its rows.
 */
export function lossSlopes(
  input: LossInput,
  settings: Pick<Hyperparameters, 'clipRange' | 'dualClip' | 'valueWeight' | 'valueErrorLimit'>,
  sums: Float64Array,
): LossSlopes {
  const { scores, values, levels, levelCounts, taken, advantages, returns, entropyWeight, minibatch } = input;
  const byScore = new Float32Array(scores.length);
  const byValue = new Float32Array(values.length);
  const logs = new Float64Array(levels);
  const metrics = new Float64Array(lossMetrics.length);
  for (let row = 0; row < values.length; row++) {
    const start = row * levels;
    const count = levelCounts[row];
    const entropy = logSoftmax(scores, start, count, logs);
    const difference = logs[taken[row]] - input.oldLogProbabilities[row];
    const ratio = Math.exp(difference);
    const advantage = advantages[row];
    const slope = surrogateSlope(ratio, advantage, settings);
    for (let level = 0; level < count; level++) {
      const probability = Math.exp(logs[level]);
      const towards = (level === taken[row] ? 1 : 0) - probability;
      byScore[start + level] =
        (-slope * ratio * towards + entropyWeight * probability * (logs[level] + entropy)) / minibatch;
    }
    const error = values[row] - returns[row];
    const limit = settings.valueErrorLimit;
    byValue[row] = (settings.valueWeight * Math.max(-limit, Math.min(limit, error))) / minibatch;
    metrics[0] -= surrogate(ratio, advantage, settings);
    metrics[1] += error * error;
    metrics[2] += entropy;
    metrics[3] += ratio - 1 - difference;
    metrics[4] += Math.abs(ratio - 1) > settings.clipRange ? 1 : 0;
  }
  for (let i = 0; i < metrics.length; i++) sums[i] += metrics[i] / minibatch;
  return { byScore, byValue };
}

/** Log-probabilities of the first `count` scores into `logs`; returns the entropy in nats. */
function logSoftmax(scores: Float32Array, start: number, count: number, logs: Float64Array): number {
  let most = -Infinity;
  for (let level = 0; level < count; level++) most = Math.max(most, scores[start + level]);
  let sum = 0;
  for (let level = 0; level < count; level++) sum += Math.exp(scores[start + level] - most);
  const logSum = most + Math.log(sum);
  let entropy = 0;
  for (let level = 0; level < count; level++) {
    logs[level] = scores[start + level] - logSum;
    entropy -= Math.exp(logs[level]) * logs[level];
  }
  return entropy;
}

type Clip = Pick<Hyperparameters, 'clipRange' | 'dualClip'>;

function surrogate(ratio: number, advantage: number, { clipRange, dualClip }: Clip): number {
  const clipped = Math.max(1 - clipRange, Math.min(1 + clipRange, ratio));
  const least = Math.min(ratio * advantage, clipped * advantage);
  return dualClip > 0 && advantage < 0 ? Math.max(least, dualClip * advantage) : least;
}

/** The surrogate's slope by the ratio: the advantage, or 0 where a clip holds. */
function surrogateSlope(ratio: number, advantage: number, { clipRange, dualClip }: Clip): number {
  if (advantage >= 0) return ratio > 1 + clipRange ? 0 : advantage;
  if (ratio < 1 - clipRange || (dualClip > 0 && ratio > dualClip)) return 0;
  return advantage;
}
