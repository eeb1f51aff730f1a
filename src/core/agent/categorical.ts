/** Log-probabilities of the first `count` scores from `start` on into `logs`; returns the entropy in nats. */
export function logSoftmax(
  scores: ArrayLike<number>,
  start: number,
  count: number,
  logs: Float32Array | Float64Array,
): number {
  let most = -Infinity;
  for (let level = 0; level < count; level++) most = Math.max(most, scores[start + level]);
  let sum = 0;
  for (let level = 0; level < count; level++) sum += Math.exp(scores[start + level] - most);
  const logSum = Math.log(sum);
  let entropy = 0;
  for (let level = 0; level < count; level++) {
    logs[level] = scores[start + level] - most - logSum;
    entropy -= Math.exp(logs[level]) * logs[level];
  }
  return entropy;
}

/** Probabilities of scores. */
export function softmax(scores: ArrayLike<number>): number[] {
  const logs = new Float64Array(scores.length);
  logSoftmax(scores, 0, scores.length, logs);
  return Array.from(logs, Math.exp);
}

/** Draws a level from the softmax of `levels` scores from `start` on, by a uniform number from [0, 1). */
export function sample(scores: ArrayLike<number>, start: number, levels: number, uniform: number) {
  const logs = new Float64Array(levels);
  logSoftmax(scores, start, levels, logs);
  let left = uniform;
  let level = 0;
  for (; level < levels - 1; level++) {
    left -= Math.exp(logs[level]);
    if (left < 0) break;
  }
  return { level, logProbability: logs[level] };
}

/** The level with the highest score; the lower of equals. */
export function argmax(scores: ArrayLike<number>): number {
  let best = 0;
  for (let level = 1; level < scores.length; level++) if (scores[level] > scores[best]) best = level;
  return best;
}
