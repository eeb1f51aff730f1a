import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TraceBandwidth } from '../../../src/core/trace/bandwidth';
import { resampleTrace } from '../../../src/core/trace/resample';

test('each step has the mean of its time; the last one is as long as what is left', () => {
  const trace = { name: 't', durationsSeconds: [1, 2, 0.5], kbps: [100, 400, 0], startSeconds: 0.25 };
  // 0-1.5 s: (100 + 0.5 * 400) / 1.5 = 200; 1.5-3 s: 400; 3-3.5 s: 0.
  expect(resampleTrace(trace, 1.5)).toEqual({
    name: 't',
    durationsSeconds: [1.5, 1.5, 0.5],
    kbps: [200, 400, 0],
    startSeconds: 0.25,
  });
});

test('a latency is the mean over the time of its step', () => {
  const trace = { name: 't', durationsSeconds: [1, 3], kbps: [8, 8], latencySeconds: [0.5, 0.25] };
  expect(resampleTrace(trace, 2).latencySeconds).toEqual([0.375, 0.25]);
});

test('a step longer than the trace gives one part; a step of 0 s is refused', () => {
  const trace = { name: 't', durationsSeconds: [1, 1], kbps: [2, 4] };
  expect(resampleTrace(trace, 60)).toMatchObject({ durationsSeconds: [2], kbps: [3] });
  expect(() => resampleTrace(trace, 0)).toThrow('a step must last > 0 s, got 0');
});

test('kilobits are conserved at the end of every step, whatever the trace and the step', () => {
  const part = fc.record({
    seconds: fc.double({ min: 0.01, max: 20, noNaN: true }),
    kbps: fc.double({ min: 0, max: 1e6, noNaN: true }),
  });
  const parts = fc.array(part, { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(parts, fc.double({ min: 0.05, max: 30, noNaN: true }), (list, stepSeconds) => {
      const trace = {
        name: 't',
        durationsSeconds: list.map(({ seconds }) => seconds),
        kbps: list.map(({ kbps }) => kbps),
      };
      const [before, after] = [trace, resampleTrace(trace, stepSeconds)].map(
        (one) => new TraceBandwidth(one),
      );
      expect(after.periodSeconds).toBeCloseTo(before.periodSeconds, 6);
      for (let step = 1; step * stepSeconds < before.periodSeconds; step++) {
        const kilobits = before.kilobitsBy(step * stepSeconds);
        const error = Math.abs(after.kilobitsBy(step * stepSeconds) - kilobits);
        expect(error).toBeLessThan(1e-9 * (before.periodKilobits + 1));
      }
      expect(Math.abs(after.periodKilobits - before.periodKilobits)).toBeLessThan(
        1e-9 * (before.periodKilobits + 1),
      );
    }),
    { seed: 7, numRuns: 300 },
  );
});
