import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxesFigure, boxOf } from '../../../src/core/figures/boxes';
import { ecdfFigure, ecdfPath } from '../../../src/core/figures/ecdf';
import { standalone } from '../../../src/core/figures/markup';
import { meansFigure } from '../../../src/core/figures/means';
import { styleOf } from '../../../src/core/figures/palette';
import { paretoFigure, paretoFront } from '../../../src/core/figures/pareto';
import { focus, makeScale } from '../../../src/core/figures/scale';
import { betterThan, scatterFigure } from '../../../src/core/figures/scatter';

const named = (id: string, place: number) => ({ id, name: `<${id}> & co`, place });

/** The corners of a path of H and V steps. */
function heights(path: string): number[] {
  return [...path.matchAll(/V(-?[\d.]+)/g)].map(([, y]) => Number(y));
}

test('the ECDF rises by 1/n at each value, from 0 to 1', () => {
  const x = makeScale([0, 10], 0, 100, { nice: false });
  const y = makeScale([0, 1], 100, 0);
  expect(ecdfPath([8, 2, 4, 4], x, y)).toBe('M0 100H20V75H40V50H40V25H80V0H100');
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 30 }), (values) => {
      const steps = [100, ...heights(ecdfPath(values, x, y))];
      for (let i = 1; i < steps.length; i++)
        expect(steps[i - 1] - steps[i]).toBeCloseTo(100 / values.length, 1);
      expect(steps[steps.length - 1]).toBeCloseTo(0);
    }),
  );
});

test('ten thousand values make no more steps than can be seen, and still end at 1', () => {
  const x = makeScale([0, 10], 0, 100, { nice: false });
  const y = makeScale([0, 1], 100, 0);
  const steps = heights(
    ecdfPath(
      Array.from({ length: 10_000 }, (_, i) => i / 1000),
      x,
      y,
    ),
  );
  expect(steps.length).toBeLessThan(1000);
  expect(steps[steps.length - 1]).toBe(0);
});

test('values left of the axis have raised the ECDF before it begins; those right of it are still to come', () => {
  const x = makeScale([0, 10], 0, 100, { nice: false });
  const y = makeScale([0, 1], 100, 0);
  expect(ecdfPath([-50, 5, 6, 90], x, y)).toBe('M0 75H50V50H60V25H100');
});

test('an axis is at most twice as wide as the middle 90 % of the values, and no wider than they are', () => {
  expect(focus([1, 2, 3])).toEqual({ low: 1, high: 3 });
  const values = [...Array.from({ length: 99 }, (_, i) => i / 98), -500]; // the middle 90 % is about 0 to 0.95
  const { low, high } = focus(values);
  expect(low).toBeGreaterThan(-0.6);
  expect(high).toBe(1);
});

test('scales end at round ticks that cover the values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 9 }),
      (values) => {
        const { ticks, low, high, at } = makeScale(values, 0, 100);
        expect(ticks[0]).toBe(low);
        expect(ticks[ticks.length - 1]).toBe(high);
        for (const value of values) {
          expect(at(value)).toBeGreaterThanOrEqual(-0.01);
          expect(at(value)).toBeLessThanOrEqual(100.01);
        }
      },
    ),
  );
  expect(makeScale([0, 1], 0, 1, { aim: 5 }).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
});

test('the Pareto front is what nothing beats in both', () => {
  const point = (id: string, stallSeconds: number, kbps: number) => ({ id, stallSeconds, kbps });
  const points = [
    point('high', 0.5, 3000),
    point('beaten', 0.6, 2900),
    point('low', 0, 800),
    point('middle', 0.1, 2000),
    point('as middle, slower', 0.1, 1500),
  ];
  expect(paretoFront(points).map(({ id }) => id)).toEqual(['low', 'middle', 'high']);
});

test('what sees the future is no part of the front', () => {
  const svg = paretoFigure({
    algorithms: [
      { ...named('seer', 0), stallSeconds: 0, kbps: 3000, seesFuture: true },
      { ...named('a', 1), stallSeconds: 0.1, kbps: 2000 },
    ],
  });
  expect(svg).toContain('data-front="a"');
});

test('two equal points are both on the front', () => {
  const twin = { stallSeconds: 1, kbps: 1 };
  expect(paretoFront([twin, { ...twin }])).toHaveLength(2);
});

test('a scatter counts who is better on how many traces', () => {
  const points = [
    { trace: 'a', x: 1, y: 2 },
    { trace: 'b', x: 1, y: 3 },
    { trace: 'c', x: 5, y: 1 },
    { trace: 'd', x: 1, y: 1 },
  ];
  expect(betterThan(points)).toEqual({ x: 1, y: 2, even: 1 });
  const svg = scatterFigure({ x: named('x', 0), y: named('y', 1), points, measure: 'QoE' });
  expect(svg).toContain('better on 2 of 4');
  expect(svg.match(/data-trace=/g)).toHaveLength(4);
});

test('a box holds the quartiles, whiskers to the last value within 1.5 of their distance, and what lies beyond', () => {
  // Quartiles of 1..9 and 100 by R's type 7: 3.25, 5.5, 7.75; reach 6.75; the whisker ends at 9.
  const box = boxOf([100, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(box).toEqual({ low: 1, first: 3.25, median: 5.5, third: 7.75, high: 9, outliers: [0] });
});

test('colours of figures on paper are those of the window in the light', () => {
  const css = readFileSync(resolve(import.meta.dirname, '../../../src/renderer/styles/tokens.css'), 'utf8');
  const light = css.slice(css.indexOf("[data-theme='light']"));
  for (let place = 0; place < 8; place++) {
    const [, name, paper] = /var\((--[\w-]+), (#[0-9a-f]{6})\)/.exec(styleOf(place).colour) ?? [];
    expect(light).toContain(`${name}: ${paper};`);
    expect(css.slice(0, css.indexOf("[data-theme='light']"))).toContain(`${name}: `);
  }
});

test('no two of 24 algorithms share colour and line, nor colour and mark', () => {
  const styles = Array.from({ length: 24 }, (_, place) => styleOf(place));
  expect(new Set(styles.map(({ colour, dash }) => `${colour} ${dash}`)).size).toBe(24);
  expect(new Set(styles.map(({ colour, marker }) => `${colour} ${marker}`)).size).toBe(24);
});

test('every figure stands alone: names escaped, colours written out, no numbers that are none', () => {
  const algorithms = [named('a', 0), named('b', 1)];
  const figures = [
    ecdfFigure({ algorithms: algorithms.map((one) => ({ ...one, values: [1, 2, 3] })), measure: 'QoE' }),
    scatterFigure({
      x: algorithms[0],
      y: algorithms[1],
      points: [{ trace: '<t>', x: 1, y: 1 }],
      measure: 'QoE',
    }),
    boxesFigure({
      groups: [{ set: 'S', algorithm: algorithms[0], traces: ['<t>'], values: [1] }],
      measure: 'QoE',
    }),
    paretoFigure({ algorithms: algorithms.map((one) => ({ ...one, stallSeconds: 0, kbps: 1000 })) }),
    meansFigure({
      algorithms: algorithms.map((one) => ({ ...one, mean: 1, interval: [1, 1] })),
      measure: 'QoE',
    }),
  ];
  for (const figure of figures) {
    expect(figure).not.toMatch(/NaN|undefined|Infinity|<a>|<t>/);
    expect(standalone(figure)).not.toContain('var(');
    expect(standalone(figure)).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]*><rect width="100%"/,
    );
  }
});
