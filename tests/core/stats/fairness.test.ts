import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jainIndex } from '../../../src/core/stats/fairness';

test('equal shares are 1, one that takes everything is 1/n', () => {
  expect(jainIndex([5, 5, 5])).toBe(1);
  expect(jainIndex([7, 0, 0, 0])).toBe(0.25);
});

test('two shares of 1 and 3 give (1+3)^2 / (2 (1+9)) = 0.8', () => {
  expect(jainIndex([1, 3])).toBeCloseTo(0.8, 12);
});

test('nothing shared out has no index', () => {
  expect(jainIndex([])).toBeNull();
  expect(jainIndex([0, 0])).toBeNull();
});

test('the index lies between 1/n and 1 and does not depend on the unit', () => {
  const shares = fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1 });
  fc.assert(
    fc.property(shares, (parts) => {
      const index = jainIndex(parts);
      if (index === null) return parts.every((part) => part === 0);
      const scaled = jainIndex(parts.map((part) => part * 8)) ?? NaN;
      return index >= 1 / parts.length - 1e-9 && index <= 1 + 1e-9 && Math.abs(scaled - index) < 1e-9;
    }),
  );
});
