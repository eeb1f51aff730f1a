import * as tf from '@tensorflow/tfjs-node';
import { expect, test } from 'vitest';
import {
  policySlopes,
  valueSlopes,
  type PolicyLossInput,
  type ValueLossInput,
} from '../../../src/core/training/loss';
import { makeRandom } from '../../../src/core/stats/random';

const settings = { clipCoef: 0.2, dualClip: 3, valueCoef: 0.5, valueHuberDelta: 2 };
const rows = 40;
const levels = 5;

type Input = PolicyLossInput & ValueLossInput;

/** Decisions of which one level was taken, or every level was tried. */
function batch(seed: number, tried: boolean): Input {
  const random = makeRandom(seed);
  const levelCounts = Array.from({ length: rows }, () => 2 + Math.floor(random() * 4));
  const shares = new Float32Array(rows * levels);
  levelCounts.forEach((count, row) => {
    const taken = Math.floor(random() * count);
    for (let level = 0; level < count; level++)
      shares[row * levels + level] = tried ? random() / count : Number(level === taken);
  });
  return {
    ...{ levels, levelCounts, shares },
    scores: Float32Array.from({ length: rows * levels }, () => 3 * (random() - 0.5)),
    values: Float32Array.from({ length: rows }, () => 8 * (random() - 0.5)),
    oldLogProbabilities: Float32Array.from({ length: rows * levels }, () => Math.log(0.05 + 0.9 * random())),
    advantages: Float32Array.from({ length: rows * levels }, () => 4 * (random() - 0.5)),
    returns: Float32Array.from({ length: rows }, () => 8 * (random() - 0.5)),
    entropyCoef: 0.03,
    minibatch: 50,
  };
}

/** The loss in TensorFlow.js' own operations, for its own differentiation. */
function theirLoss(input: Input, scores: tf.Tensor2D, values: tf.Tensor1D): tf.Scalar {
  const counts = [...Array(rows).keys()].map((row) => input.levelCounts[row]);
  const table = (numbers: ArrayLike<number>) => tf.tensor2d(Array.from(numbers), [rows, levels]);
  const mask = table(counts.flatMap((count) => [...Array(levels).keys()].map((l) => (l < count ? 1 : 0))));
  const logs = tf.logSoftmax(scores.add(mask.sub(1).mul(1e9))).mul(mask);
  const ratio = logs.sub(table(input.oldLogProbabilities)).exp();
  const advantages = table(input.advantages);
  const least = tf.minimum(ratio.mul(advantages), ratio.clipByValue(0.8, 1.2).mul(advantages));
  // Where the advantage is negative: a mask of numbers, for a comparison has no gradient.
  const negative = table(Array.from(input.advantages, (advantage) => (advantage < 0 ? 1 : 0)));
  const dual = tf
    .maximum(least, advantages.mul(3))
    .mul(negative)
    .add(least.mul(tf.scalar(1).sub(negative)));
  const entropy = logs.exp().mul(logs).mul(mask).sum(1).neg();
  const size = values.sub(tf.tensor1d(Array.from(input.returns))).abs();
  const inner = tf.minimum(size, 2);
  const huber = inner.square().mul(0.5).add(size.sub(inner).mul(2)); // slope: the error up to 2, then 2
  return dual
    .mul(table(input.shares))
    .sum(1)
    .neg()
    .sub(entropy.mul(input.entropyCoef))
    .add(huber.mul(settings.valueCoef))
    .sum()
    .div(input.minibatch);
}

test.each([
  [1, false],
  [2, false],
  [3, true],
  [4, true],
])("slopes equal TensorFlow.js' differentiation (batch %i, all levels tried: %s)", (seed, tried) => {
  const input = batch(seed, tried);
  const byScore = policySlopes(input, settings, new Float64Array(5));
  const byValue = valueSlopes(input, settings, new Float64Array(5));
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
  policySlopes(
    {
      scores: Float32Array.of(0, 0, 0, 0),
      levels: 2,
      levelCounts: [2, 2],
      shares: [1, 0, 0, 1],
      oldLogProbabilities: [Math.log(0.5), 0, 0, Math.log(0.25)],
      advantages: [1, 0, 0, 1],
      entropyCoef: 0,
      minibatch: 2,
    },
    settings,
    sums,
  );
  valueSlopes({ values: Float32Array.of(1, 2), returns: [3, 2], minibatch: 2 }, settings, sums);
  const [policyLoss, valueLoss, entropy, kl, clipped] = sums;
  expect(policyLoss).toBeCloseTo(-(1 + 1.2) / 2, 6);
  expect(valueLoss).toBeCloseTo((4 + 0) / 2, 6);
  expect(entropy).toBeCloseTo(Math.LN2, 6);
  expect(kl).toBeCloseTo((0 + (2 - 1 - Math.LN2)) / 2, 6);
  expect(clipped).toBe(0.5);
});

test('of a decision whose levels were all tried each counts by its share, by hand', () => {
  // Unmoved, p = .5 each: the surrogate is .5 x 2 + .5 x -2 = 0; its slope by the first score is .5 x 2 x (1 - .5)
  // - .5 x -2 x .5 = 1, by the second -1; the loss is its negative.
  const slopes = policySlopes(
    {
      scores: Float32Array.of(0, 0),
      levels: 2,
      levelCounts: [2],
      shares: [0.5, 0.5],
      oldLogProbabilities: [Math.log(0.5), Math.log(0.5)],
      advantages: [2, -2],
      entropyCoef: 0,
      minibatch: 1,
    },
    settings,
    new Float64Array(5),
  );
  expect(Array.from(slopes)).toEqual([expect.closeTo(-1, 6), expect.closeTo(1, 6)]);
});
