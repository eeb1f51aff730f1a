import { expect, test } from 'vitest';
import { makeQoe } from '../../../src/core/qoe/qoe';
import { SessionLog } from '../../../src/core/qoe/summary';
import type { SessionEvent } from '../../../src/core/model/session-events';

const ladderKbps = [1000, 2000];
const lin = makeQoe('lin', ladderKbps);

/** Four chunks at levels 0, 1, 1, 0; half a second and a quarter of stall for chunk 1, one for chunk 3. */
const events: SessionEvent[] = [
  ...chunk(0, 0, 1),
  { type: 'started', atSeconds: 1, startupSeconds: 1 },
  { type: 'stalled', atSeconds: 5 },
  ...chunk(1, 1, 5.5),
  { type: 'resumed', atSeconds: 5.5, stallSeconds: 0.5 },
  { type: 'stalled', atSeconds: 9.5 },
  { type: 'resumed', atSeconds: 9.75, stallSeconds: 0.25 },
  ...chunk(2, 1, 10),
  { type: 'chunk-abandoned', atSeconds: 11, chunkIndex: 3, level: 1, deliveredKilobits: 10 },
  ...chunk(3, 0, 12),
  { type: 'resumed', atSeconds: 13, stallSeconds: 1 },
  { type: 'ended', atSeconds: 20 },
];

test('a summary leaves chunk 0 out of every mean', () => {
  const summary = filled().summary(lin, ladderKbps);
  expect(summary).toMatchObject({ chunks: 4, switches: 2, stalls: 3, stallSeconds: 1.75, startupSeconds: 1 });
  expect(summary.meanBitrateKbps).toBeCloseTo(5000 / 3, 9);
  expect(summary.changeKbpsPerChunk).toBeCloseTo(2000 / 3, 9);
  expect(summary.rebufferSecondsPerChunk).toBeCloseTo(1.75 / 3, 9);
  expect(summary.qoe.quality).toBeCloseTo(5 / 3, 9);
  expect(summary.qoe.stall).toBeCloseTo((-2 * 1.75) / 3, 9);
  expect(summary.qoe.switches).toBeCloseTo(-2 / 3, 9);
  expect(summary.qoe.total).toBeCloseTo((5 - 3.5 - 2) / 3, 9);
});

test('a stall counts for the chunk that came last, also when chunks were looked at before', () => {
  const log = new SessionLog();
  for (const event of events) {
    log.add(event);
    expect(log.chunks.length).toBeLessThanOrEqual(4);
  }
  expect(log.chunks.map(({ stallSeconds }) => stallSeconds)).toEqual([0, 0.75, 0, 1]);
  expect(filled().chunks).toEqual(log.chunks);
});

test('a chunk keeps its reason, size and time', () => {
  const log = filled();
  expect(log.chunks[2]).toEqual({
    index: 2,
    level: 1,
    kilobits: 400,
    downloadSeconds: 0.5,
    atSeconds: 10,
    bufferSeconds: 4,
    stallSeconds: 0,
    reason: 'why 2',
  });
  expect(log.endedAtSeconds).toBe(20);
});

test('the QoE of each chunk sums up to the summary', () => {
  const log = filled();
  const totals = log.perChunk(lin).map(({ total }) => total);
  expect(totals).toEqual([1, 2 - 1.5 - 1, 2, 1 - 2 - 1]);
});

test('a session of nothing, or of one chunk, has means of 0', () => {
  const log = new SessionLog();
  expect(log.summary(lin, ladderKbps)).toMatchObject({ chunks: 0, meanBitrateKbps: 0, startupSeconds: null });
  for (const event of chunk(0, 1, 1)) log.add(event);
  expect(log.summary(lin, ladderKbps).qoe.total).toBe(0);
});

function filled(): SessionLog {
  const log = new SessionLog();
  for (const event of events) log.add(event);
  return log;
}

function chunk(chunkIndex: number, level: number, atSeconds: number): SessionEvent[] {
  const about = { chunkIndex, level };
  const sizes = { kilobits: 400, downloadSeconds: 0.5, firstByteSeconds: 0 };
  return [
    {
      type: 'chunk-requested',
      atSeconds: atSeconds - 0.5,
      ...about,
      reason: `why ${chunkIndex}`,
      bufferSeconds: 0,
    },
    { type: 'chunk-downloaded', atSeconds, ...about, ...sizes, bufferSeconds: 4 },
  ];
}
