import * as tf from '@tensorflow/tfjs-node';
import { expect, test } from 'vitest';
import { lossSlopes, type LossInput } from '../../../src/core/rl/loss';
import { makeRandom } from '../../../src/core/random';

const settings = { clipRange: 0.2, dualClip: 3, valueWeight: 0.5, valueErrorLimit: 2 };
const rows = 40;
const levels = 5;

function batch(seed: number): LossInput {
  const random = makeRandom(seed);
  const levelCounts = Array.from({ length: rows }, () => 2 + Math.floor(random() * 4));
  return {
    scores: Float32Array.from({ length: rows * levels }, () => 3 * (random() - 0.5)),
    values: Float32Array.from({ length: rows }, () => 8 * (random() - 0.5)),
    levels,
    levelCounts,
    taken: levelCounts.map((count) => Math.floor(random() * count)),
    oldLogProbabilities: Float32Array.from({ length: rows }, () => Math.log(0.05 + 0.9 * random())),
    advantages: Float32Array.from({ length: rows }, () => 4 * (random() - 0.5)),
    returns: Float32Array.from({ length: rows }, () => 8 * (random() - 0.5)),
    entropyWeight: 0.03,
    minibatch: 50,
  };
}

/** The loss in TensorFlow.js' own operations, for its own differentiation. */
function theirLoss(input: LossInput, scores: tf.Tensor2D, values: tf.Tensor1D): tf.Scalar {
  const counts = [...Array(rows).keys()].map((row) => input.levelCounts[row]);
  const mask = tf.tensor2d(
    counts.flatMap((count) => [...Array(levels).keys()].map((l) => (l < count ? 1 : 0))),
    [rows, levels],
  );
  const taken = tf.oneHot(tf.tensor1d(Array.from(input.taken), 'int32'), levels);
  const logs = tf.logSoftmax(scores.add(mask.sub(1).mul(1e9)));
  const ratio = logs
    .mul(taken)
    .sum(1)
    .sub(tf.tensor1d(Array.from(input.oldLogProbabilities)))
    .exp();
  const advantages = tf.tensor1d(Array.from(input.advantages));
  const least = tf.minimum(ratio.mul(advantages), ratio.clipByValue(0.8, 1.2).mul(advantages));
  // Where the advantage is negative: a mask of numbers, for a comparison has no gradient.
  const negative = tf.tensor1d(Array.from(input.advantages, (advantage) => (advantage < 0 ? 1 : 0)));
  const dual = tf
    .maximum(least, advantages.mul(3))
    .mul(negative)
    .add(least.mul(tf.scalar(1).sub(negative)));
  const entropy = logs.exp().mul(logs).mul(mask).sum(1).neg();
  const size = values.sub(tf.tensor1d(Array.from(input.returns))).abs();
  const inner = tf.minimum(size, 2);
  const huber = inner.square().mul(0.5).add(size.sub(inner).mul(2)); // slope: the error up to 2, then 2
  return dual
    .neg()
    .sub(entropy.mul(input.entropyWeight))
    .add(huber.mul(settings.valueWeight))
    .sum()
    .div(input.minibatch);
}

test.each([1, 2, 3])("slopes equal TensorFlow.js' differentiation (batch %i)", (seed) => {
  const input = batch(seed);
  const { byScore, byValue } = lossSlopes(input, settings, new Float64Array(5));
  const grads = tf.grads((scores: tf.Tensor, values: tf.Tensor) =>
    theirLoss(input, scores as tf.Tensor2D, values as tf.Tensor1D),
  );
  const [scores, values] = grads([tf.tensor2d(input.scores, [rows, levels]), tf.tensor1d(input.values)]).map(
    (tensor) => tensor.dataSync(),
  );
  byScore.forEach((slope, i) => expect(slope).toBeCloseTo(scores[i], 6));
  byValue.forEach((slope, i) => expect(slope).toBeCloseTo(values[i], 6));
});

test('metrics of two decisions, by hand', () => {
  // Two levels of equal score: p = .5 each, entropy ln 2. Ratios: .5/.5 = 1 and .5/.25 = 2 (clipped, A > 0).
  const sums = new Float64Array(5);
  lossSlopes(
    {
      scores: Float32Array.of(0, 0, 0, 0),
      values: Float32Array.of(1, 2),
      levels: 2,
      levelCounts: [2, 2],
      taken: [0, 1],
      oldLogProbabilities: [Math.log(0.5), Math.log(0.25)],
      advantages: [1, 1],
      returns: [3, 2],
      entropyWeight: 0,
      minibatch: 2,
    },
    settings,
    sums,
  );
  const [policyLoss, valueLoss, entropy, kl, clipped] = sums;
  expect(policyLoss).toBeCloseTo(-(1 + 1.2) / 2, 6);
  expect(valueLoss).toBeCloseTo((4 + 0) / 2, 6);
  expect(entropy).toBeCloseTo(Math.LN2, 6);
  expect(kl).toBeCloseTo((0 + (2 - 1 - Math.LN2)) / 2, 6);
  expect(clipped).toBe(0.5);
});
