import { describe, expect, test } from 'vitest';
import { bootstrapInterval } from '../../../src/core/stats/bootstrap';
import { Histogram } from '../../../src/core/stats/histogram';
import { mean, quantile } from '../../../src/core/stats/statistics';
import { makeRandom, normal } from '../../../src/core/stats/random';

test('quantiles lie between neighbours as R and NumPy place them', () => {
  // numpy.quantile([1, 2, 4, 8], [0, .25, .5, .9, 1])
  expect([0, 0.25, 0.5, 0.9, 1].map((share) => Number(quantile([1, 2, 4, 8], share).toFixed(9)))).toEqual([
    1, 1.75, 3, 6.8, 8,
  ]);
});

describe('bootstrap interval', () => {
  test('is as wide as the normal theory says for a large normal sample', () => {
    const random = makeRandom(3);
    const values = Array.from({ length: 400 }, () => 10 + 2 * normal(random));
    const [from, to] = bootstrapInterval(values);
    const middle = mean(values);
    const deviation = Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
    const half = (1.96 * deviation) / Math.sqrt(400);
    expect(middle - from).toBeCloseTo(half, 1);
    expect(to - middle).toBeCloseTo(half, 1);
  });

  test('of equal values is that value, and the same values give the same interval', () => {
    expect(bootstrapInterval([3, 3, 3])).toEqual([3, 3]);
    expect(bootstrapInterval([1, 5, 9, 2])).toEqual(bootstrapInterval([1, 5, 9, 2]));
  });
});

describe('histogram of timings', () => {
  test('finds quantiles within its bucket of 2.2 %, split or whole', () => {
    const whole = new Histogram();
    const halves = [new Histogram(), new Histogram()];
    for (let i = 1; i <= 1000; i++) {
      whole.add(i);
      halves[i % 2].add(i);
    }
    halves[0].merge(halves[1]);
    for (const share of [0.1, 0.5, 0.99]) {
      expect((whole.quantile(share) ?? 0) / (share * 1000)).toBeCloseTo(1, 1);
      expect(halves[0].quantile(share)).toBe(whole.quantile(share));
    }
    expect(new Histogram().quantile(0.5)).toBeNull();
  });
});
