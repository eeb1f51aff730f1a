import { expect, test } from 'vitest';
import { makeRandom } from '../../../src/core/random';
import { PlainKernel } from '../../../src/core/rl/plain-kernel';

test.each([1, 2, 3, 5, 6, 7, 11, 12, 18])(
  '%i inputs, any of them 0 or less: the plain sum of products is added',
  (inputs) => {
    const random = makeRandom(inputs);
    const outputs = 3;
    const weights = Float32Array.from({ length: inputs * outputs }, () => random() - 0.5);
    const kernel = new PlainKernel(weights, inputs);
    for (let time = 0; time < 20; time++) {
      const input = Float64Array.from({ length: inputs }, () => (random() < 0.2 ? 0 : random() - 0.5));
      const start = Float64Array.from({ length: outputs }, () => random());
      const expected = (values: ArrayLike<number>): unknown[] =>
        Array.from(start, (sum, j) => {
          for (let i = 0; i < inputs; i++) sum += values[i] * weights[i * outputs + j];
          return expect.closeTo(sum, 12);
        });
      const out = start.slice();
      kernel.addProduct([9, 9, ...input], 2, out);
      expect(Array.from(out)).toEqual(expected(input));
      const rectified = start.slice();
      kernel.addRectified(input, rectified);
      expect(Array.from(rectified)).toEqual(expected(input.map((value) => Math.max(0, value))));
    }
  },
);
