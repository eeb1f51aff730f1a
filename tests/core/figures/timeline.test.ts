import { expect, test } from 'vitest';
import { seriesOf } from '../../../src/core/figures/timeline-series';
import { timelineFigure } from '../../../src/core/figures/timeline';
import type { SessionEvent } from '../../../src/core/model/session-events';

/** Two chunks of 4 s: the first after 1 s; the second takes 6 s, so that the video stalls from second 5 to second 7. */
const events: SessionEvent[] = [
  { type: 'chunk-requested', atSeconds: 0, chunkIndex: 0, level: 0, reason: 'first', bufferSeconds: 0 },
  {
    ...{ type: 'chunk-downloaded', atSeconds: 1, chunkIndex: 0, level: 0, kilobits: 1000 },
    ...{ downloadSeconds: 1, firstByteSeconds: 0, bufferSeconds: 4 },
  },
  { type: 'started', atSeconds: 1, startupSeconds: 1 },
  {
    ...{ type: 'chunk-requested', atSeconds: 1, chunkIndex: 1, level: 1 },
    ...{ reason: 'a <reason>', bufferSeconds: 4 },
  },
  { type: 'stalled', atSeconds: 5 },
  {
    ...{ type: 'chunk-downloaded', atSeconds: 7, chunkIndex: 1, level: 1, kilobits: 3000 },
    ...{ downloadSeconds: 6, firstByteSeconds: 0, bufferSeconds: 4 },
  },
  { type: 'resumed', atSeconds: 7, stallSeconds: 2 },
  { type: 'ended', atSeconds: 11 },
];

test('the lines of a session: decisions, the saw of the buffer, stalls, start-up', () => {
  const series = seriesOf(events, 4);
  expect(series.decisions.map(({ seconds, level, kbps }) => [seconds, level, kbps])).toEqual([
    [0, 0, 1000],
    [1, 1, 500],
  ]);
  expect(series.buffer.map(({ seconds, value }) => [seconds, value])).toEqual([
    [0, 0],
    [1, 0],
    [1, 4],
    [1, 4],
    [5, 0],
    [7, 0],
    [7, 4],
    [11, 0],
  ]);
  expect(series.stalls).toEqual([{ from: 5, to: 7 }]);
  expect([series.startupSeconds, series.endSeconds]).toEqual([1, 11]);
});

test('each decision is a mark with its chunk, its algorithm and its reason', () => {
  const capacity = [{ atSeconds: 0, kbps: 800 }];
  const svg = timelineFigure({
    sessions: [0, 1].map((place) => ({ id: `a${place}`, name: `A${place}`, place, events, capacity })),
    trace: 't',
    ladderKbps: [250, 750],
    chunkSeconds: 4,
  });
  expect(svg.match(/data-chunk="1"/g)).toHaveLength(2);
  expect(svg).toContain('a &lt;reason&gt;');
  expect(svg).toContain('stalled for 2.00 s');
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});

test('capacity that two sessions share is one muted line, else each has a line in its colour', () => {
  const draw = (second: number): string =>
    timelineFigure({
      sessions: [0, second].map((shift, place) => ({
        ...{ id: `a${place}`, name: `A${place}`, place, events },
        capacity: [
          { atSeconds: 0, kbps: 800 },
          { atSeconds: 4 + shift, kbps: 400 },
        ],
      })),
      ...{ trace: 't', ladderKbps: [250, 750], chunkSeconds: 4 },
    });
  const strokes = (svg: string) =>
    [...svg.matchAll(/<path d="[^"]*" fill="none" stroke="var\(--([\w-]+), [^"]*" stroke-width="(\S+)"\/>/g)]
      .map(([, colour, width]) => `${colour} ${width}`)
      .filter((stroke) => !stroke.startsWith('line'));
  expect(strokes(draw(0))).toEqual(expect.arrayContaining(['muted 1.5']));
  expect(strokes(draw(0.5))).toEqual(expect.arrayContaining(['series-1 1', 'series-2 1']));
  expect(strokes(draw(0.5))).not.toContain('muted 1.5');
});
