import { expect, test } from 'vitest';
import { applyOperation } from '../../../src/core/trace/operations';
import { sparkline, sparklineShares } from '../../../src/core/trace/sparkline';

/** Two minutes without any bandwidth, then one at 600 kbps. */
const trace = { name: 't', durationsSeconds: [120, 60], kbps: [0, 600] };

test('what could carry nothing is left out, and why is told', () => {
  const clip = (fromSeconds: number, toSeconds: number) =>
    applyOperation(trace, { type: 'clip', fromSeconds, toSeconds });
  expect(() => clip(0, 90)).toThrow('t: nothing is left of it: it carries nothing there');
  expect(() => clip(200, 300)).toThrow('t: nothing is left of it: it ends before 200 s');
  expect(clip(60, 150)).toMatchObject([{ durationsSeconds: [60, 30], kbps: [0, 600] }]);
  expect(applyOperation(trace, { type: 'pieces', seconds: 60 })).toMatchObject([
    { name: 't piece 3', kbps: [600] },
  ]);
  expect(() => applyOperation(trace, { type: 'pieces', seconds: 999 })).toThrow('it is shorter than 999 s');
});

test('the other operations give one trace', () => {
  expect(applyOperation(trace, { type: 'scale', factor: 2 })[0].kbps).toEqual([0, 1200]);
  expect(applyOperation(trace, { type: 'scale-to-mean', meanKbps: 100 })[0].kbps).toEqual([0, 300]);
  expect(applyOperation(trace, { type: 'resample', stepSeconds: 90 })[0].kbps).toEqual([0, 400]);
});

test('a sparkline is 48 means over equal times, as shares of the highest', () => {
  const shares = sparklineShares(sparkline(trace));
  // 48 points over 180 s are 3.75 s each: 32 of nothing, 16 of the highest.
  expect(shares).toEqual([...new Array<number>(32).fill(0), ...new Array<number>(16).fill(1)]);
  // Half the time of each point at 0, half at 600: a mean of 300, everywhere the highest.
  const flicker = {
    name: 'f',
    durationsSeconds: new Array(96).fill(1),
    kbps: new Array(48).fill([0, 600]).flat(),
  };
  expect(sparklineShares(sparkline(flicker))).toEqual(new Array<number>(48).fill(1));
  expect(sparklineShares(sparkline({ name: 'z', durationsSeconds: [1], kbps: [0] }))).toEqual(
    new Array<number>(48).fill(0),
  );
});
