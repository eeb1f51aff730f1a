import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TraceBandwidth } from '../../../src/core/trace/bandwidth';
import { traceFault } from '../../../src/core/trace/limits';
import {
  capacitySteps,
  RecordedBandwidth,
  stepsOfTrace,
  traceOfSteps,
} from '../../../src/core/trace/recorder';

const arbitraryMoves = fc.array(
  fc.record({
    afterSeconds: fc.double({ min: 0.01, max: 20, noNaN: true }),
    kbps: fc.integer({ min: 0, max: 100_000 }),
  }),
  { minLength: 1, maxLength: 30 },
);

function recorded(moves: { afterSeconds: number; kbps: number }[]): {
  link: RecordedBandwidth;
  seconds: number;
} {
  const link = new RecordedBandwidth(1000);
  let seconds = 0;
  for (const { afterSeconds, kbps } of moves) link.set(kbps, (seconds += afterSeconds));
  return { link, seconds: seconds + 1 };
}

describe('RecordedBandwidth', () => {
  test('adds up what the slider allowed, by hand', () => {
    const link = new RecordedBandwidth(1000);
    link.set(200, 2);
    link.set(0, 5);
    link.set(500, 10);
    expect(link.kilobitsBy(1)).toBe(1000);
    expect(link.kilobitsBy(3)).toBe(2200);
    expect(link.kilobitsBy(7)).toBe(2600);
    expect(link.kilobitsBy(12)).toBe(3600);
    expect(link.secondsWhen(2200)).toBe(3);
    expect(link.secondsWhen(2600)).toBe(5);
    expect(link.secondsWhen(2650)).toBe(10.1);
    expect(link.kbpsAt(4)).toBe(200);
  });

  test('a link that stays offline never delivers', () => {
    const link = new RecordedBandwidth(100);
    link.set(0, 1);
    expect(link.secondsWhen(101)).toBe(Infinity);
  });

  test('a move that changes nothing is no step; a change of latency alone is one', () => {
    const link = new RecordedBandwidth(1000, 0.1);
    link.set(1000, 1);
    expect(link.moves).toHaveLength(1);
    link.set(1000, 2, 0.5);
    expect(link.moves[1]).toEqual({ atSeconds: 2, kbps: 1000, latencySeconds: 0.5 });
    link.set(700, 3);
    expect(link.last.latencySeconds).toBe(0.5);
  });

  test('of two moves at the same second the later one counts', () => {
    const link = new RecordedBandwidth(1000);
    link.set(300, 0);
    link.set(200, 2);
    link.set(900, 2);
    expect(link.moves.map(({ atSeconds, kbps }) => [atSeconds, kbps])).toEqual([
      [0, 300],
      [2, 900],
    ]);
    expect(link.kilobitsBy(3)).toBe(1500);
  });

  test('time that runs backwards and impossible rates are refused with the value', () => {
    const link = new RecordedBandwidth(1000);
    link.set(500, 4);
    expect(() => link.set(100, 3)).toThrow('>= 4 (the step before), got 3');
    expect(() => link.set(-1, 5)).toThrow('got -1');
    expect(() => new RecordedBandwidth(NaN)).toThrow('got NaN');
  });

  test('saved as a trace it carries the same at every moment', () => {
    fc.assert(
      fc.property(arbitraryMoves, fc.double({ min: 0, max: 1, noNaN: true }), (moves, share) => {
        const { link, seconds } = recorded(moves);
        const replay = new TraceBandwidth(link.toTrace('saved', seconds));
        const at = share * seconds;
        expect(replay.kilobitsBy(at)).toBeCloseTo(link.kilobitsBy(at), 4);
        expect(replay.periodSeconds).toBeCloseTo(seconds, 9);
      }),
    );
  });
});

describe('stepsOfTrace', () => {
  test('played into a record, looped, it carries what the trace carries', () => {
    fc.assert(
      fc.property(arbitraryMoves, fc.double({ min: 0, max: 2.5, noNaN: true }), (moves, passes) => {
        const { link, seconds } = recorded(moves);
        const trace = link.toTrace('looped', seconds);
        const until = passes * seconds;
        const played = new RecordedBandwidth(trace.kbps[0]);
        for (const { atSeconds, kbps } of stepsOfTrace(trace, { loop: true })) {
          if (atSeconds > until) break;
          played.set(kbps, atSeconds);
        }
        const expected = new TraceBandwidth(trace).kilobitsBy(until);
        expect(Math.abs(played.kilobitsBy(until) - expected)).toBeLessThan(1e-6 * (1 + expected));
      }),
    );
  });

  test('without a loop it ends after one pass, and parts without duration are left out', () => {
    const trace = {
      name: 'three',
      durationsSeconds: [1, 0, 2],
      kbps: [100, 900, 300],
      latencySeconds: [0, 0, 0.2],
    };
    expect([...stepsOfTrace(trace, { loop: false })]).toEqual([
      { atSeconds: 0, kbps: 100, latencySeconds: 0 },
      { atSeconds: 1, kbps: 300, latencySeconds: 0.2 },
    ]);
  });

  test('a broken trace is refused by name', () => {
    const empty = { name: 'empty', durationsSeconds: [], kbps: [] };
    expect(() => [...stepsOfTrace(empty, { loop: true })]).toThrow('trace empty');
  });
});

test('traceOfSteps states latencies only where a step has one', () => {
  const plain = [{ atSeconds: 0, kbps: 100 }];
  expect(traceOfSteps('plain', plain, 2)).toEqual({ name: 'plain', durationsSeconds: [2], kbps: [100] });
  const slow = [...plain, { atSeconds: 1, kbps: 50, latencySeconds: 2 }];
  expect(traceOfSteps('slow', slow, 3).latencySeconds).toEqual([0, 2]);
});

test('a record of more steps than a trace may have keeps the older ones in pairs and loses no kilobit', () => {
  const mostSteps = 1000;
  const link = new RecordedBandwidth(1, 0, mostSteps);
  const steps = 12_345;
  for (let i = 1; i <= steps; i++) link.set(1 + (i % 2), i / 1000);
  const end = (steps + 1) / 1000;
  expect(link.moves.length).toBeLessThanOrEqual(mostSteps);
  expect(link.kilobitsBy(end)).toBeCloseTo(end * 1.5, 2);
  expect(traceFault(link.toTrace('long', end))).toBeNull();
  // What is recent stands as it was set.
  expect(link.kbpsAt(end - 0.0015)).not.toBe(link.kbpsAt(end - 0.0005));
});

test('capacity begins within the trace and repeats it', () => {
  const trace = { name: 't', durationsSeconds: [2, 3], kbps: [100, 200] };
  const steps = capacitySteps(trace, 1, 8).map(({ atSeconds, kbps }) => [atSeconds, kbps]);
  expect(steps).toEqual([
    [0, 100],
    [1, 200],
    [4, 100],
    [6, 200],
  ]);
});

test('moves since a second begin with the one that holds there', () => {
  const record = new RecordedBandwidth(1000, 0);
  record.set(500, 2);
  record.set(800, 5, 0.1);
  expect(record.movesSince(2).map(({ atSeconds, kbps }) => [atSeconds, kbps])).toEqual([
    [2, 500],
    [5, 800],
  ]);
  expect(record.movesSince(4.9)).toHaveLength(2);
  expect(record.movesSince(5)).toEqual([{ atSeconds: 5, kbps: 800, latencySeconds: 0.1 }]);
  expect(record.movesSince(0)).toEqual(record.moves);
});
