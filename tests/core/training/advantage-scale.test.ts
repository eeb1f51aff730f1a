import { expect, test } from 'vitest';
import { AdvantageScale } from '../../../src/core/training/advantage-scale';

test('the scale of a kind of session is shrunk toward the mean of all by twenty decisions, by hand', () => {
  const scale = new AdvantageScale();
  expect(scale.of('calm')).toBe(1);
  // 60 decisions of size .1 and 20 of size 1.7: the mean of all 80 is (6 + 34) / 80 = .5.
  const kinds = Array.from({ length: 80 }, (_, i) => (i % 4 === 3 ? 'rough' : 'calm'));
  scale.observe(
    kinds,
    kinds.map((kind) => (kind === 'rough' ? 1.7 : 0.1)),
  );
  expect(scale.of('calm')).toBeCloseTo((6 + 20 * 0.5) / 80 / 0.5, 12);
  expect(scale.of('rough')).toBeCloseTo((34 + 20 * 0.5) / 40 / 0.5, 12);
  expect(scale.of('never met')).toBe(1);
  expect(scale.weight('calm', 1)).toBeCloseTo(1 / (0.05 + 0.4), 12);
  expect(scale.weight('rough', 0.5)).toBeCloseTo(Math.sqrt(1 / (0.05 + 2.2)), 12);
});

test('old observations count less', () => {
  const scale = new AdvantageScale();
  scale.observe(['one', 'other'], [8, 8]);
  scale.observe(['one', 'other'], [2, 8]);
  // Of both: (.99 x 16 + 10) / (.99 x 2 + 2); of one: (.99 x 8 + 2) / 1.99.
  const mean = 25.84 / 3.98;
  expect(scale.of('one')).toBeCloseTo((9.92 + 20 * mean) / 21.99 / mean, 12);
});

test('all kinds have scale 1 when every advantage is 0', () => {
  const scale = new AdvantageScale();
  scale.observe(['one'], [0]);
  expect(scale.of('one')).toBe(1);
});
