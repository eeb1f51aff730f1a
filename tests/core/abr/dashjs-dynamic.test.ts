import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dashjsDynamic } from '../../../src/core/abr/dashjs-dynamic';
import { DashjsEstimate } from '../../../src/core/throughput/dashjs-estimate';
import { DashjsPackage } from './dashjs-package';
import { generatedSessions, playGenerated } from './play';

const any = generatedSessions({
  kbps: [100, 60_000],
  chunkSeconds: [1, 6],
  chunks: [2, 30],
  capSeconds: [12, 60],
});
/** Rates around the ladder and a buffer that fills, so that BOLA has its say. */
const full = generatedSessions({
  ...{ kbps: [900, 5000], chunkSeconds: [2, 4], levels: [3, 8], chunks: [20, 40], capSeconds: [18, 40] },
  ...{ ladderKbps: [300, 5000], latencySeconds: [0, 0.05] },
});

test('estimates and chooses as the package does', { timeout: 300_000 }, () => {
  const perLevel = new Set<number>();
  fc.assert(
    fc.property(fc.oneof(any, full), (session) => {
      const theirs = new DashjsPackage(session);
      const estimate = new DashjsEstimate();
      const expected: number[] = [];
      const said = playGenerated(dashjsDynamic(), session, (truth) => {
        const { observation, lowestBufferSeconds, lastByteAtSeconds, atSeconds, stalled } = truth;
        const { downloads, lastLevel, bufferSeconds, chunkIndex } = observation;
        if (lastLevel !== null) {
          theirs.setBuffer(lowestBufferSeconds);
          if (stalled) theirs.ranDry();
          theirs.downloaded(lastLevel, downloads[downloads.length - 1], lastByteAtSeconds, chunkIndex - 1);
          theirs.setBuffer(lowestBufferSeconds + session.chunkSeconds);
          estimate.update(downloads);
          expect(estimate.kbps).toBe(theirs.averageKbps);
        }
        theirs.setBuffer(bufferSeconds);
        expected.push(theirs.choose(lastLevel ?? 0, atSeconds));
      });
      theirs.dispose();
      expect(said.map(({ level }) => level)).toEqual(expected);
      for (const level of expected) perLevel.add(level);
    }),
    { seed: 9, numRuns: 1000 },
  );
  expect(perLevel.size).toBeGreaterThan(5);
});
