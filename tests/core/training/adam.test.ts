import * as tf from '@tensorflow/tfjs-node';
import { expect, test } from 'vitest';
import { Adam, clipNorm } from '../../../src/core/training/adam';
import { makeRandom } from '../../../src/core/stats/random';

test('the first step is the learning rate against the sign of the slope (Kingma and Ba, section 2.1)', () => {
  const weights = Float32Array.of(1, 1, 1);
  new Adam(3).step(weights, Float32Array.of(5, -0.001, 0), 0.1);
  expect(weights[0]).toBeCloseTo(0.9, 6);
  expect(weights[1]).toBeCloseTo(1.1, 4);
  expect(weights[2]).toBe(1);
});

test('decay takes a share of the weights before the step, by hand', () => {
  const weights = Float32Array.of(2, -2);
  new Adam(2).step(weights, Float32Array.of(0, 5), 0.1, 0.5);
  expect(weights[0]).toBeCloseTo(1.9, 6); // 2 x (1 - .1 x .5)
  expect(weights[1]).toBeCloseTo(-1.9 - 0.1, 6);
});

test("50 steps equal TensorFlow.js' Adam", () => {
  const random = makeRandom(3);
  const weights = Float32Array.from({ length: 20 }, () => random() - 0.5);
  const theirs = tf.variable(tf.tensor1d(weights.slice()));
  const optimizer = tf.train.adam(0.01);
  const ours = new Adam(20);
  for (let step = 0; step < 50; step++) {
    const slopes = Float32Array.from({ length: 20 }, () => random() - 0.4);
    ours.step(weights, slopes, 0.01);
    tf.tidy(() => optimizer.applyGradients([{ name: theirs.name, tensor: tf.tensor1d(slopes) }]));
  }
  const found = theirs.dataSync();
  weights.forEach((weight, i) => expect(weight).toBeCloseTo(found[i], 5));
});

test('a saved state goes on exactly', () => {
  const one = new Adam(2);
  const first = Float32Array.of(1, 2);
  one.step(first, Float32Array.of(0.3, -0.2), 0.1);
  const other = new Adam(2);
  other.restore(one.save());
  const second = first.slice();
  one.step(first, Float32Array.of(0.1, 0.4), 0.1);
  other.step(second, Float32Array.of(0.1, 0.4), 0.1);
  expect([...second]).toEqual([...first]);
});

test('a long gradient is shortened, a short one is not', () => {
  const long = Float32Array.of(3, 4);
  expect(clipNorm(long, 1)).toBe(5);
  expect(long[0]).toBeCloseTo(0.6, 6);
  expect(long[1]).toBeCloseTo(0.8, 6);
  const short = Float32Array.of(0.3, 0.4);
  expect(clipNorm(short, 1)).toBeCloseTo(0.5, 6);
  expect([...short]).toEqual([...Float32Array.of(0.3, 0.4)]);
});
