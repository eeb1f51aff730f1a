import { expect, test } from 'vitest';
import { kbpsOfStep, lastStep, stepOf, ticks } from '../../../src/renderer/compare/log-scale';

test('the slider goes from 50 kbps to 100 Mbps', () => {
  expect(kbpsOfStep(0)).toBe(50);
  expect(kbpsOfStep(lastStep)).toBe(100_000);
});

test('every step comes back from its bandwidth, so that the keyboard never gets stuck', () => {
  for (let step = 0; step <= lastStep; step++) expect(stepOf(kbpsOfStep(step))).toBe(step);
});

test('the middle is the geometric mean: sqrt(50 x 100,000) = 2236', () => {
  expect(kbpsOfStep(lastStep / 2)).toBe(2240);
});

test('offline stands at the start and unlimited at the end', () => {
  expect([stepOf(0), stepOf(20), stepOf(null), stepOf(400_000)]).toEqual([0, 0, lastStep, lastStep]);
});

test('ticks stand where their bandwidth is', () => {
  expect(ticks[0]).toEqual({ label: '50 k', share: 0 });
  expect(ticks[ticks.length - 1]).toEqual({ label: '100 M', share: 1 });
});
