import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../src/core/abr/algorithm';
import { algorithms, createAlgorithm, type SessionContext } from '../../../src/core/abr/registry';
import { makeQoe } from '../../../src/core/qoe/qoe';

interface Session {
  ladderKbps: number[];
  chunkSeconds: number;
  bufferCapSeconds: number;
  sized: boolean;
  rates: { kbps: number; latencySeconds: number }[];
}

const sessions: fc.Arbitrary<Session> = fc.record({
  ladderKbps: fc
    .uniqueArray(fc.integer({ min: 50, max: 40_000 }), { minLength: 1, maxLength: 10 })
    .map((kbps) => kbps.sort((a, b) => a - b)),
  chunkSeconds: fc.double({ min: 0.5, max: 10, noNaN: true }),
  bufferCapSeconds: fc.double({ min: 4, max: 120, noNaN: true }),
  sized: fc.boolean(),
  rates: fc.array(
    fc.record({
      kbps: fc.double({ min: 1, max: 1e6, noNaN: true }),
      latencySeconds: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 12 },
  ),
});

function contextOf({ ladderKbps, chunkSeconds, bufferCapSeconds, rates }: Session): SessionContext {
  const video = { ladderKbps, chunkSeconds, chunkCount: rates.length };
  return { video, bufferCapSeconds, qoe: makeQoe('lin', ladderKbps) };
}

/** Plays a plain session: what the algorithm was shown, and what it said. */
function play(id: string, session: Session): { observation: Observation; level: number; reason: string }[] {
  const { ladderKbps, chunkSeconds, bufferCapSeconds, rates, sized } = session;
  const algorithm = createAlgorithm(id, contextOf(session));
  const sizes = rates.map(() => ladderKbps.map((kbps) => kbps * chunkSeconds));
  const downloads: { kilobits: number; seconds: number; firstByteSeconds: number }[] = [];
  const said = [];
  let bufferSeconds = 0;
  let lastLevel: number | null = null;
  for (const [chunkIndex, { kbps, latencySeconds }] of rates.entries()) {
    bufferSeconds = Math.min(bufferSeconds, Math.max(0, bufferCapSeconds - chunkSeconds));
    const observation: Observation = {
      ...{ chunkIndex, chunksLeft: rates.length - chunkIndex, chunkSeconds, ladderKbps },
      ...{ bufferSeconds, bufferCapSeconds, lastLevel, downloads },
      upcomingChunkKilobits: sized ? sizes.slice(chunkIndex, chunkIndex + 5) : null,
    };
    const { level, reason, waitSeconds = 0 } = algorithm.decide(observation);
    expect(waitSeconds).toBeGreaterThanOrEqual(0);
    expect(waitSeconds).toBeLessThan(Infinity);
    said.push({ observation, level, reason });
    const kilobits = ladderKbps[level] * chunkSeconds;
    const seconds = latencySeconds + kilobits / kbps;
    downloads.push({ kilobits, seconds, firstByteSeconds: latencySeconds });
    bufferSeconds = Math.max(0, bufferSeconds - waitSeconds - seconds) + chunkSeconds;
    lastLevel = level;
  }
  return said;
}

describe('every algorithm that plays live', () => {
  for (const { id } of algorithms.filter(({ clairvoyant }) => !clairvoyant)) {
    test(`${id} names a level of any ladder and a reason, and again the same when asked the same`, () => {
      fc.assert(
        fc.property(sessions, (session) => {
          const first = play(id, session);
          for (const { level, reason } of first) {
            expect(Number.isInteger(level) && level >= 0 && level < session.ladderKbps.length).toBe(true);
            expect(reason).not.toBe('');
            expect(reason).not.toMatch(/NaN|Infinity|undefined|null/);
          }
          expect(play(id, session).map(({ level }) => level)).toEqual(first.map(({ level }) => level));
        }),
        { seed: 4, numRuns: 150 },
      );
    });
  }
});

test('ids are unique and an unknown one is named together with those that exist', () => {
  expect(new Set(algorithms.map(({ id }) => id)).size).toBe(algorithms.length);
  const qoe = makeQoe('lin', [1]);
  const context = { video: { ladderKbps: [1], chunkSeconds: 4, chunkCount: 1 }, bufferCapSeconds: 20, qoe };
  expect(() => createAlgorithm('bolla', context)).toThrow(/unknown algorithm "bolla".*bola/);
});
