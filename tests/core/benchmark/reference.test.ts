import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { bootstrapInterval } from '../../../src/core/stats/bootstrap';
import { holm } from '../../../src/core/stats/holm';
import { normalTail } from '../../../src/core/stats/normal';
import { median } from '../../../src/core/stats/statistics';
import { wilcoxon } from '../../../src/core/stats/wilcoxon';

const numbers = v.array(v.number());
const schema = v.object({
  madeWith: v.object({ scipy: v.string() }),
  wilcoxon: v.array(v.object({ name: v.string(), differences: numbers, rankSum: v.number(), p: v.number() })),
  normalTail: v.array(v.object({ z: v.number(), p: v.number() })),
  holm: v.array(v.object({ ps: numbers, corrected: numbers })),
  bootstrap: v.array(
    v.object({
      name: v.string(),
      values: numbers,
      low: v.number(),
      high: v.number(),
      standardError: v.number(),
    }),
  ),
  median: v.array(v.object({ values: numbers, median: v.number() })),
});
/** Made by tests/reference/statistics.py. */
const file = resolve(import.meta.dirname, '../../reference/statistics.json');
const reference = v.parse(schema, JSON.parse(readFileSync(file, 'utf8')));

describe('held to SciPy', () => {
  test.each(reference.wilcoxon)('the signed-rank test of $name', ({ differences, rankSum, p }) => {
    const found = wilcoxon(differences);
    expect(found.rankSum).toBe(rankSum);
    expect(found.p / p).toBeCloseTo(1, 10);
  });

  test.each([
    ['fifty, exact', 'exact'],
    ['fifty-one, normal', 'normal'],
    ['thirteen with ties', 'exact'],
    ['fourteen with ties', 'normal'],
    ['fourteen with a zero', 'normal'],
  ])('the test of %s says that it is %s', (name, method) => {
    const found = reference.wilcoxon.find((one) => one.name === name);
    expect(wilcoxon(found?.differences ?? []).method).toBe(method);
  });

  test('tails of the normal distribution, down to 1e-300', () => {
    for (const { z, p } of reference.normalTail) expect(normalTail(z) / p, `z ${z}`).toBeCloseTo(1, 11);
  });

  test('corrections by Holm', () => {
    for (const { ps, corrected } of reference.holm) {
      holm(ps).forEach((p, i) => expect(p).toBeCloseTo(corrected[i], 12));
    }
  });

  test.each(reference.bootstrap)(
    'the interval of the mean of $name',
    ({ values, low, high, standardError }) => {
      // An end of 4000 resamples strays by about 0.04 standard errors (sqrt(.025 x .975 / 4000) over the density there).
      const [from, to] = bootstrapInterval(values);
      expect(Math.abs(from - low)).toBeLessThan(0.15 * standardError);
      expect(Math.abs(to - high)).toBeLessThan(0.15 * standardError);
    },
  );

  test('medians', () => {
    for (const one of reference.median) expect(median(one.values)).toBeCloseTo(one.median, 12);
  });
});

const differences = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 70 });

describe('properties', () => {
  test('the signed-rank test does not care which of the two is called the first, nor about the unit', () => {
    fc.assert(
      fc.property(differences, (values) => {
        const { p } = wilcoxon(values);
        expect(wilcoxon(values.map((value) => -value)).p).toBeCloseTo(p, 12);
        expect(wilcoxon(values.map((value) => value * 1024)).p).toBe(p);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('with few pairs the exact test counts the signs that are as far out', () => {
    const few = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(few, (values) => {
        expect(wilcoxon(values).p).toBeCloseTo(byCounting(values), 12);
      }),
      { numRuns: 60 },
    );
  });

  test('a comparison of the smallest p leaves the correction of the others as it was', () => {
    // By Holm's rule the smallest p is multiplied by all, and the rest as if it were not there.
    expect(holm([1e-9, 0.01, 0.04, 0.03]).slice(1)).toEqual(holm([0.01, 0.04, 0.03]));
  });

  test('Holm never lowers a p, keeps their order, and lies between the plain p and Bonferroni', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (ps) => {
          const corrected = holm(ps);
          ps.forEach((p, i) => {
            expect(corrected[i]).toBeGreaterThanOrEqual(p);
            expect(corrected[i]).toBeLessThanOrEqual(Math.min(1, p * ps.length) + 1e-15);
            ps.forEach((other, k) => {
              if (p < other) expect(corrected[i]).toBeLessThanOrEqual(corrected[k]);
            });
          });
        },
      ),
    );
  });
});

/** Both tails of the rank sum over all 2^n signs. */
function byCounting(values: readonly number[]): number {
  const sizes = values.filter((value) => value !== 0).map(Math.abs);
  if (sizes.length === 0) return 1;
  const ranks = sizes.map((size) => {
    const below = sizes.filter((other) => other < size).length;
    return below + (sizes.filter((other) => other === size).length + 1) / 2;
  });
  const signs = values.filter((value) => value !== 0).map((value) => value > 0);
  const found = ranks.reduce((sum, rank, i) => (signs[i] ? sum + rank : sum), 0);
  let [low, high] = [0, 0];
  for (let mask = 0; mask < 2 ** ranks.length; mask++) {
    const sum = ranks.reduce((total, rank, i) => (mask & (1 << i) ? total + rank : total), 0);
    if (sum <= found) low += 1;
    if (sum >= found) high += 1;
  }
  return Math.min(1, (2 * Math.min(low, high)) / 2 ** ranks.length);
}
