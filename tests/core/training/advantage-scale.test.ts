import { expect, test } from 'vitest';
import { Stakes } from '../../../src/core/training/advantage-scale';

test('what is at stake in a kind, with the mean of all counting as twenty decisions of it, by hand', () => {
  const stakes = new Stakes();
  expect(stakes.of('calm')).toBe(1);
  // 60 decisions of size .1 and 20 of size 1.7: the mean of all 80 is (6 + 34) / 80 = .5.
  const kinds = Array.from({ length: 80 }, (_, i) => (i % 4 === 3 ? 'rough' : 'calm'));
  stakes.observe(
    kinds,
    kinds.map((kind) => (kind === 'rough' ? 1.7 : 0.1)),
  );
  expect(stakes.of('calm')).toBeCloseTo((6 + 20 * 0.5) / 80 / 0.5, 12);
  expect(stakes.of('rough')).toBeCloseTo((34 + 20 * 0.5) / 40 / 0.5, 12);
  expect(stakes.of('never met')).toBe(1);
  expect(stakes.weight('calm', 1)).toBeCloseTo(1 / (0.05 + 0.4), 12);
  expect(stakes.weight('rough', 0.5)).toBeCloseTo(Math.sqrt(1 / (0.05 + 2.2)), 12);
});

test('what was seen long ago counts less', () => {
  const stakes = new Stakes();
  stakes.observe(['one', 'other'], [8, 8]);
  stakes.observe(['one', 'other'], [2, 8]);
  // Of both: (.99 x 16 + 10) / (.99 x 2 + 2); of one: (.99 x 8 + 2) / 1.99.
  const mean = 25.84 / 3.98;
  expect(stakes.of('one')).toBeCloseTo((9.92 + 20 * mean) / 21.99 / mean, 12);
});

test('where nothing is at stake everywhere, all count alike', () => {
  const stakes = new Stakes();
  stakes.observe(['one'], [0]);
  expect(stakes.of('one')).toBe(1);
});
