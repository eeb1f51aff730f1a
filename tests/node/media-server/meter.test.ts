import { expect, test } from 'vitest';
import { Meter } from '../../../src/node/media-server/meter';

test('the rate is that of the last second, and of less at the start', () => {
  const meter = new Meter(10);
  meter.add(25_000);
  expect(meter.kbpsAt(10.2)).toBeCloseTo(1000, 9);
  for (const seconds of [10.4, 10.6, 10.8, 11, 11.2]) meter.kbpsAt(seconds);
  expect(meter.kbpsAt(11.2)).toBe(0);
  meter.add(125_000);
  expect(meter.kbpsAt(11.4)).toBeCloseTo(1000, 9);
  expect(meter.kilobits).toBe(1200);
});

test('a reset begins at nothing', () => {
  const meter = new Meter(0);
  meter.add(1000);
  meter.reset(5);
  expect([meter.kilobits, meter.kbpsAt(5.2)]).toEqual([0, 0]);
  expect(meter.kbpsAt(5.2)).toBe(0);
});
