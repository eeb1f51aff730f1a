import { describe, expect, test } from 'vitest';
import type { SessionEvent } from '../../../src/core/model/session-events';
import { PlayHeadWatch, type PlayHeadSample } from '../../../src/renderer/player/play-head';

const STEP = 0.025;

/** Looks every 25 ms from second 0 at a play head that `positionAt` describes. */
function watch(
  untilSeconds: number,
  positionAt: (seconds: number) => number,
  more: (seconds: number) => Partial<PlayHeadSample> = () => ({}),
): SessionEvent[] {
  const events: SessionEvent[] = [];
  const head = new PlayHeadWatch((event) => events.push(event));
  for (let i = 0; i * STEP <= untilSeconds; i++) {
    const atSeconds = i * STEP;
    const usual = { wanted: true, ended: false, atSplice: false, position: positionAt(atSeconds) };
    head.observe({ atSeconds, ...usual, ...more(atSeconds) });
  }
  return events;
}

/** Plays from `start` on at speed 1 and stands from `stop` to `go`. */
function path(start: number, stop = Infinity, go = Infinity): (t: number) => number {
  return (t) => Math.max(0, Math.min(t, stop) - start) + Math.max(0, t - go);
}

describe('start-up', () => {
  test('ends when the play head moves, reckoned back between two looks', () => {
    const [started, ...rest] = watch(2, path(0.51));
    expect(started).toMatchObject({ type: 'started' });
    expect(started.atSeconds).toBeCloseTo(0.51, 6);
    expect(rest).toEqual([]);
  });

  test('is no stall, however long it takes', () => {
    expect(watch(5, () => 0)).toEqual([]);
  });
});

describe('a stall', () => {
  test('begins where the head stopped and lasts until it moves', () => {
    const [, stalled, resumed] = watch(4, path(0.5, 2, 3.01));
    expect(stalled.type).toBe('stalled');
    expect(stalled.atSeconds).toBeCloseTo(2, 1);
    expect(resumed).toMatchObject({ type: 'resumed' });
    expect(resumed.type === 'resumed' && resumed.stallSeconds).toBeCloseTo(1.01, 1);
    expect(resumed.atSeconds).toBeCloseTo(3.01, 6);
  });

  test('shorter than 100 ms is none', () => {
    expect(watch(4, path(0.5, 2, 2.07)).map(({ type }) => type)).toEqual(['started']);
  });

  test('of 150 ms is one', () => {
    const types = watch(4, path(0.5, 2, 2.15)).map(({ type }) => type);
    expect(types).toEqual(['started', 'stalled', 'resumed']);
  });

  test('is not a pause that the user wants', () => {
    const paused = (t: number): Partial<PlayHeadSample> => ({ wanted: t < 2 || t >= 3 });
    expect(watch(4, path(0.5, 2, 3.05), paused).map(({ type }) => type)).toEqual(['started']);
  });

  test('ends with a pause, and what stands after it is a new one', () => {
    const paused = (t: number): Partial<PlayHeadSample> => ({ wanted: t < 2.5 || t >= 3 });
    const events = watch(5, path(0.5, 2, 4), paused);
    expect(events.map(({ type }) => type)).toEqual(['started', 'stalled', 'resumed', 'stalled', 'resumed']);
    const lengths = events.flatMap((event) => (event.type === 'resumed' ? [event.stallSeconds] : []));
    expect(lengths[0]).toBeCloseTo(0.5, 1);
    expect(lengths[1]).toBeCloseTo(1, 1);
  });

  test('is not the splice of two passes', () => {
    const spliced = watch(4, path(0.5, 2, 2.3), () => ({ atSplice: true }));
    expect(spliced.map(({ type }) => type)).toEqual(['started']);
  });
});

test('the end is told once and closes an open stall', () => {
  const events = watch(4, path(0.5, 2), (t) => ({ ended: t >= 3 }));
  expect(events.map(({ type }) => type)).toEqual(['started', 'stalled', 'resumed', 'ended']);
});
