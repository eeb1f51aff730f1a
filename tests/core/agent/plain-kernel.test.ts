import { describe, expect, test } from 'vitest';
import { makeRandom, type Random } from '../../../src/core/stats/random';
import { PlainKernel } from '../../../src/core/agent/plain-kernel';

describe.each([1, 2, 3, 5, 6, 7, 11, 12, 18])('%i inputs, any of them 0 or less', (inputs) => {
  test.each([1, 3, 5])('to %i outputs: the plain sum of products is added', (outputs) => {
    const random = makeRandom(inputs);
    const weights = Float32Array.from({ length: inputs * outputs }, () => random() - 0.5);
    const kernel = new PlainKernel(weights, inputs);
    for (let time = 0; time < 20; time++) {
      const input = drawn(inputs, random);
      const start = drawn(outputs, random);
      const out = start.slice();
      kernel.addProduct([9, 9, ...input], 2, out);
      expect(Array.from(out)).toEqual(plainSums(start, input, weights));
      const rectified = start.slice();
      kernel.addRectified(input, rectified);
      const positive = input.map((value) => Math.max(0, value));
      expect(Array.from(rectified)).toEqual(plainSums(start, positive, weights));
    }
  });
});

test('weights are copied', () => {
  const weights = Float32Array.of(2);
  const kernel = new PlainKernel(weights, 1);
  weights[0] = 3;
  const out = new Float64Array(1);
  kernel.addProduct([5], 0, out);
  expect(out[0]).toBe(10);
});

test('what is no number is not taken for 0', () => {
  const kernel = new PlainKernel(Float32Array.of(1, 1), 2);
  const out = new Float64Array(1);
  kernel.addRectified(Float64Array.of(1, NaN), out);
  expect(out[0]).toBeNaN();
});

function drawn(length: number, random: Random): Float64Array {
  return Float64Array.from({ length }, () => (random() < 0.2 ? 0 : random() - 0.5));
}

function plainSums(start: Float64Array, input: Float64Array, weights: Float32Array): unknown[] {
  return Array.from(start, (sum, j) => {
    for (let i = 0; i < input.length; i++) sum += input[i] * weights[i * start.length + j];
    return expect.closeTo(sum, 12);
  });
}
