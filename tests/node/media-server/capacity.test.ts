import { describe, expect, test } from 'vitest';
import { TraceBandwidth } from '../../../src/core/trace/bandwidth';
import { UNLIMITED_KBPS } from '../../../src/core/trace/presets';
import { traceOfSteps } from '../../../src/core/trace/recorder';
import { Capacity } from '../../../src/node/media-server/capacity';

const trace = { name: 'two', durationsSeconds: [2, 3], kbps: [1000, 200] };
const openedAt = 100;
const open = (kbps: number | null = 500): Capacity => new Capacity({ kbps, addedLatencyMs: 30 }, openedAt);

describe('Capacity', () => {
  test('the clock stands at 0 until it is started, while capacity already runs', () => {
    const capacity = open();
    expect(capacity.secondsAt(107)).toBe(0);
    expect(capacity.kilobitsBy(102)).toBe(1000);
    capacity.startClock(110);
    expect(capacity.secondsAt(113)).toBe(3);
    expect(capacity.kilobitsBy(112)).toBe(5000 + 1000);
  });

  test('moves are counted from second 0, and saved they carry what the links carried', () => {
    const capacity = open();
    capacity.set({ kbps: 800, addedLatencyMs: 0 }, 105);
    capacity.startClock(110);
    capacity.set({ kbps: 100, addedLatencyMs: 0 }, 112);
    capacity.set({ kbps: 0, addedLatencyMs: 0 }, 113);
    const { steps, untilSeconds } = capacity.moves(115);
    expect(steps.map(({ atSeconds, kbps }) => [atSeconds, kbps])).toEqual([
      [0, 800],
      [2, 100],
      [3, 0],
    ]);
    const replay = new TraceBandwidth(traceOfSteps('saved', steps, untilSeconds));
    expect(replay.kilobitsBy(4)).toBe(1700);
    expect(capacity.kilobitsBy(114) - capacity.kilobitsBy(110)).toBe(1700);
  });

  test('a trace chosen before the start holds its first part, and plays from second 0', () => {
    const capacity = open();
    capacity.play(trace, true, 101);
    expect(capacity.at(108).kbps).toBe(1000);
    capacity.startClock(110);
    for (const seconds of [0.5, 2, 3.7, 5, 11.2]) {
      const carried = capacity.kilobitsBy(110 + seconds) - capacity.kilobitsBy(110);
      expect(carried).toBeCloseTo(new TraceBandwidth(trace).kilobitsBy(seconds), 6);
    }
  });

  test('a trace chosen later plays from that moment; its parts are recorded at their exact seconds', () => {
    const capacity = open();
    capacity.startClock(110);
    capacity.play(trace, false, 114);
    const { steps } = capacity.moves(150);
    expect(steps.map(({ atSeconds, kbps }) => [atSeconds, kbps])).toEqual([
      [0, 500],
      [4, 1000],
      [6, 200],
    ]);
  });

  test('starting again begins the trace anew', () => {
    const capacity = open();
    capacity.play(trace, true, 101);
    capacity.startClock(110);
    expect(capacity.at(113).kbps).toBe(200);
    capacity.startClock(113);
    expect(capacity.at(113.5).kbps).toBe(1000);
    expect(capacity.moves(113.5).steps).toEqual([{ atSeconds: 0, kbps: 1000, latencySeconds: 0.03 }]);
  });

  test('the slider ends a trace, and stopping it holds what was', () => {
    const capacity = open();
    capacity.startClock(110);
    capacity.play(trace, true, 110);
    capacity.set({ kbps: 77, addedLatencyMs: 0 }, 111);
    expect(capacity.at(120).kbps).toBe(77);
    capacity.play(trace, true, 120);
    capacity.stop(123);
    expect(capacity.at(140).kbps).toBe(200);
  });

  test('latency comes from the setting, or from a trace that states it', () => {
    const capacity = open();
    capacity.startClock(110);
    expect(capacity.at(110).latencySeconds).toBe(0.03);
    capacity.play({ ...trace, latencySeconds: [0.1, 0.2] }, true, 110);
    expect(capacity.at(113).latencySeconds).toBe(0.2);
  });

  test('its moves have every change of the slider, and none for a move that changes nothing', () => {
    const capacity = new Capacity({ kbps: 3000, addedLatencyMs: 20 }, 100);
    capacity.startClock(100);
    capacity.set({ kbps: 3000, addedLatencyMs: 20 }, 101);
    capacity.set({ kbps: 500, addedLatencyMs: 20 }, 102);
    capacity.set({ kbps: null, addedLatencyMs: 0 }, 103);
    expect(capacity.moves(103).steps).toEqual([
      { atSeconds: 0, kbps: 3000, latencySeconds: 0.02 },
      { atSeconds: 2, kbps: 500, latencySeconds: 0.02 },
      { atSeconds: 3, kbps: UNLIMITED_KBPS, latencySeconds: 0 },
    ]);
  });

  test('its moves have the steps of a looped trace at their exact seconds, until the slider takes over', () => {
    const capacity = new Capacity({ kbps: 3000, addedLatencyMs: 0 }, 0);
    capacity.startClock(0);
    capacity.play({ name: 't', durationsSeconds: [1, 2], kbps: [100, 200] }, true, 10);
    capacity.at(14.2);
    capacity.set({ kbps: 700, addedLatencyMs: 0 }, 14.5);
    expect(capacity.moves(20).steps.map(({ atSeconds, kbps }) => [atSeconds, kbps])).toEqual([
      [0, 3000],
      [10, 100],
      [11, 200],
      [13, 100],
      [14, 200],
      [14.5, 700],
    ]);
  });

  test('the end of a trace that does not loop holds', () => {
    const capacity = new Capacity({ kbps: 3000, addedLatencyMs: 0 }, 0);
    capacity.startClock(0);
    capacity.play({ name: 't', durationsSeconds: [1, 1], kbps: [100, 200] }, false, 0);
    const { steps } = capacity.moves(9);
    expect(steps[steps.length - 1]).toEqual({ atSeconds: 1, kbps: 200, latencySeconds: 0 });
  });

  test('each report has the moves since the one before, after the move that held then', () => {
    const capacity = open();
    capacity.set({ kbps: 800, addedLatencyMs: 0 }, 105);
    expect(capacity.newMoves(106)).toEqual([]);
    capacity.startClock(110);
    const held = { atSeconds: 0, kbps: 800, latencySeconds: 0 };
    expect(capacity.newMoves(110.2)).toEqual([held]);
    expect(capacity.newMoves(110.4)).toEqual([held]);
    capacity.play(trace, false, 112);
    const parts = [
      { atSeconds: 2, kbps: 1000, latencySeconds: 0 },
      { atSeconds: 4, kbps: 200, latencySeconds: 0 },
    ];
    expect(capacity.newMoves(120)).toEqual([held, ...parts]);
    expect(capacity.newMoves(121)).toEqual([parts[1]]);
    capacity.startClock(130);
    expect(capacity.newMoves(131)[0]).toMatchObject({ atSeconds: 0, kbps: 1000 });
  });

  test('unlimited is the stated figure', () => {
    expect(open(null).at(101).kbps).toBe(UNLIMITED_KBPS);
  });

  test('a trace of parts of 1 ms is served at once after a night of sleep, and carries what it carries', () => {
    const capacity = open();
    capacity.startClock(110);
    const fast = { name: 'fast', durationsSeconds: [0.001, 0.001], kbps: [1000, 3000] };
    capacity.play(fast, true, 110);
    const nightSeconds = 30_000;
    const before = performance.now();
    const carried = capacity.kilobitsBy(110 + nightSeconds) - capacity.kilobitsBy(110);
    expect(performance.now() - before).toBeLessThan(1000);
    expect(carried / (2000 * nightSeconds)).toBeCloseTo(1, 6);
    expect(capacity.moves(110 + nightSeconds).steps.length).toBeLessThan(11_000);
    capacity.set({ kbps: 5, addedLatencyMs: 0 }, 110 + nightSeconds);
    expect(capacity.at(110 + nightSeconds).kbps).toBe(5);
  });
});
