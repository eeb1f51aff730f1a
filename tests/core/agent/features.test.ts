import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Observation } from '../../../src/core/model/algorithm';
import { makeQoe } from '../../../src/core/qoe/qoe';
import {
  candidateFeatures,
  candidateSize,
  contextFeatures,
  contextSize,
  Featurizer,
} from '../../../src/core/agent/features';
import { scaleQoe } from '../../../src/core/agent/qoe-scale';

const ladder = fc
  .array(fc.double({ min: 1.1, max: 2.5, noNaN: true }), { minLength: 1, maxLength: 9 })
  .map((steps) => steps.reduce((kbps, step) => [...kbps, kbps[kbps.length - 1] * step], [200]));

const observation = fc
  .record({
    ladderKbps: ladder,
    chunkSeconds: fc.double({ min: 1, max: 10, noNaN: true }),
    bufferSeconds: fc.double({ min: 0, max: 60, noNaN: true }),
    chunksLeft: fc.integer({ min: 1, max: 500 }),
    last: fc.double({ min: 0, max: 0.999, noNaN: true }),
    downloads: fc.array(
      fc.record({
        kilobits: fc.double({ min: 50, max: 50_000, noNaN: true }),
        seconds: fc.double({ min: 0.02, max: 400, noNaN: true }),
      }),
      { minLength: 1, maxLength: 30 },
    ),
    sizes: fc.boolean(),
  })
  .map(({ ladderKbps, chunkSeconds, last, downloads, sizes, ...rest }): Observation => ({
    ...rest,
    ladderKbps,
    chunkSeconds,
    chunkIndex: downloads.length,
    bufferCapSeconds: 60,
    lastLevel: Math.floor(last * ladderKbps.length),
    downloads: downloads.map((download) => ({ ...download, firstByteSeconds: 0.01 })),
    upcomingChunkKilobits: sizes
      ? Array.from({ length: Math.min(8, rest.chunksLeft) }, (_, step) =>
          ladderKbps.map((kbps) => kbps * chunkSeconds * (1 + 0.05 * step)),
        )
      : null,
  }));

function featuresOf(seen: Observation) {
  const context = new Float32Array(contextSize);
  const candidates = new Float32Array(seen.ladderKbps.length * candidateSize);
  new Featurizer(scaleQoe(makeQoe('lin', seen.ladderKbps))).write(seen, context, 0, candidates, 0);
  return [...context, ...candidates];
}

test('every feature has a name of its own', () => {
  expect(new Set(contextFeatures).size).toBe(contextSize);
  expect(new Set(candidateFeatures).size).toBe(candidateSize);
});

test('all are written, and are numbers of a network-friendly size', () => {
  fc.assert(
    fc.property(observation, (seen) => {
      const context = new Float32Array(contextSize + 1).fill(99);
      const candidates = new Float32Array(seen.ladderKbps.length * candidateSize + 1).fill(99);
      new Featurizer(scaleQoe(makeQoe('lin', seen.ladderKbps))).write(seen, context, 0, candidates, 0);
      expect(context[contextSize]).toBe(99);
      expect(candidates[candidates.length - 1]).toBe(99);
      for (const value of [...context.slice(0, -1), ...candidates.slice(0, -1)]) {
        expect(Math.abs(value)).toBeLessThanOrEqual(10);
      }
    }),
  );
});

test('a ladder and a network twice as fast look the same (QoE lin)', () => {
  fc.assert(
    fc.property(observation, (seen) => {
      const twice: Observation = {
        ...seen,
        ladderKbps: seen.ladderKbps.map((kbps) => 2 * kbps),
        downloads: seen.downloads.map((download) => ({ ...download, kilobits: 2 * download.kilobits })),
        upcomingChunkKilobits:
          seen.upcomingChunkKilobits?.map((row) => row.map((kilobits) => 2 * kilobits)) ?? null,
      };
      const found = featuresOf(twice);
      featuresOf(seen).forEach((value, i) => expect(found[i]).toBeCloseTo(value, 4));
    }),
  );
});

test('unknown sizes are taken as bitrate times duration', () => {
  const seen: Observation = {
    chunkIndex: 1,
    chunksLeft: 20,
    chunkSeconds: 4,
    ladderKbps: [500, 1000],
    upcomingChunkKilobits: null,
    bufferSeconds: 8,
    bufferCapSeconds: 60,
    lastLevel: 0,
    downloads: [{ kilobits: 2000, seconds: 2, firstByteSeconds: 0.1 }],
  };
  const told = { ...seen, upcomingChunkKilobits: Array.from({ length: 8 }, () => [2000, 4000]) };
  const unknown = contextFeatures.indexOf('sizes unknown');
  const [hidden, shown] = [featuresOf(seen), featuresOf(told)];
  expect(hidden[unknown]).toBe(1);
  expect(shown[unknown]).toBe(0);
  expect(hidden.filter((_, i) => i !== unknown)).toEqual(shown.filter((_, i) => i !== unknown));
  // By hand: 4,000 kilobits at 1,000 kbps take 4 s of the 8 s of buffer.
  const top = shown.slice(contextSize + candidateSize);
  expect(top[candidateFeatures.indexOf('buffer after it at the last')]).toBeCloseTo(4 / 14, 6);
  expect(top[candidateFeatures.indexOf('stall loss at the last')]).toBe(0);
});
