import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TraceBandwidth, type Trace } from '../../../src/core/trace/bandwidth';
import { TracePlayback } from '../../../src/core/trace/playback';
import { RecordedBandwidth, stepsOfTrace } from '../../../src/core/trace/recorder';

const anyTrace: fc.Arbitrary<Trace> = fc
  .array(fc.tuple(fc.double({ min: 0.01, max: 5, noNaN: true }), fc.integer({ min: 0, max: 9000 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => ({
    name: 'any',
    durationsSeconds: parts.map(([seconds]) => seconds),
    kbps: parts.map(([, kbps]) => kbps),
  }));

const milliseconds: Trace = { name: 'fast', durationsSeconds: [0.001, 0.001], kbps: [1000, 3000] };

function played(trace: Trace, moments: readonly number[]): RecordedBandwidth {
  const playback = new TracePlayback(trace, true);
  const record = new RecordedBandwidth(0);
  for (const moment of moments) {
    for (const { kbps, atSeconds } of playback.due(moment)) record.set(kbps, Math.min(atSeconds, moment));
  }
  return record;
}

test('asked at any moments, it hands out what the trace carries', () => {
  const moments = fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(anyTrace, moments, (trace, unsorted) => {
      const sorted = [...unsorted].sort((a, b) => a - b);
      const end = sorted[sorted.length - 1];
      const expected = new TraceBandwidth(trace).kilobitsBy(end);
      expect(Math.abs(played(trace, sorted).kilobitsBy(end) - expected)).toBeLessThan(1e-6 * (1 + expected));
    }),
  );
});

test('after a day of sleep it hands out 10,000 parts, one step that carries the rest, and the part of now', () => {
  const daySeconds = 86_400;
  const playback = new TracePlayback(milliseconds, true);
  expect(playback.due(0)).toHaveLength(1);
  const steps = playback.due(daySeconds);
  expect(steps).toHaveLength(10_002);
  expect(steps[10_000].kbps).toBeCloseTo(2000, 3);
  // The next part comes a millisecond later: it goes on where the day ended.
  expect(playback.due(daySeconds + 0.0011).length).toBeLessThanOrEqual(2);
  const record = played(milliseconds, [0, daySeconds, daySeconds + 1]);
  expect(record.kilobitsBy(daySeconds + 1) / (2000 * (daySeconds + 1))).toBeCloseTo(1, 9);
});

test('without a loop it ends with the trace', () => {
  const playback = new TracePlayback(milliseconds, false);
  expect(playback.due(1e6).map(({ kbps }) => kbps)).toEqual([1000, 3000]);
  expect(playback.due(1e7)).toEqual([]);
});

test('steps from a second on are those that follow from the beginning', () => {
  fc.assert(
    fc.property(anyTrace, fc.double({ min: 0, max: 30, noNaN: true }), (trace, fromSeconds) => {
      const later = stepsOfTrace(trace, { loop: true, fromSeconds });
      const first = later.next().value;
      expect(first?.atSeconds).toBe(fromSeconds);
      const link = new TraceBandwidth(trace);
      for (let i = 0; i < 10; i++) {
        const step = later.next().value;
        expect(step?.atSeconds).toBeGreaterThanOrEqual(fromSeconds);
        // In the middle of what holds from there, where no rounding reaches.
        const { durationsSeconds } = trace;
        const middle = (step?.atSeconds ?? 0) + Math.min(...Array.from(durationsSeconds)) / 2;
        expect(step?.kbps).toBe(link.kbpsAt(middle));
      }
    }),
  );
});
