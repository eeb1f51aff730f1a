import { expect, test } from 'vitest';
import { makeRandom } from '../../../src/core/random';
import { PlainKernel } from '../../../src/core/rl/plain-kernel';

test.each([1, 2, 3, 4, 5, 7, 8, 18])(
  '%i inputs, any of them 0: the plain sum of products is added',
  (inputs) => {
    const random = makeRandom(inputs);
    const outputs = 3;
    const weights = Float32Array.from({ length: inputs * outputs }, () => random() - 0.5);
    const kernel = new PlainKernel(weights, inputs);
    for (let time = 0; time < 20; time++) {
      const input = Array.from({ length: inputs + 2 }, () => (random() < 0.4 ? 0 : random() - 0.5));
      const out = Float64Array.from({ length: outputs }, () => random());
      const expected = Array.from(out, (start, j) => {
        let sum = start;
        for (let i = 0; i < inputs; i++) sum += input[2 + i] * weights[i * outputs + j];
        return expect.closeTo(sum, 12);
      });
      kernel.addProduct(input, 2, out);
      expect(Array.from(out)).toEqual(expected);
    }
  },
);
