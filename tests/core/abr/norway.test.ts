import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bufferBased } from '../../../src/core/abr/buffer-based';
import { mpc } from '../../../src/core/abr/mpc';
import { makeQoe } from '../../../src/core/qoe/qoe';
import { dataFolder, dataPath } from '../../data';
import { downloadAt, observe, referenceLadderKbps } from './observation';
import { meanQoe, norwayTraces } from './reference';

describe.skipIf(dataFolder === null)('on the 29 open reference traces', () => {
  test('buffer-based decides as published in every row', () => {
    let rows = 0;
    for (const { name } of norwayTraces()) {
      const log = readFileSync(dataPath('reference/norway/logs/bb', name), 'utf8').trim().split('\n');
      const columns = log.map((line) => line.split('\t').map(Number));
      for (let row = 1; row < columns.length; row++) {
        const bufferSeconds = columns[row - 1][2];
        const { level } = bufferBased().decide(observe({ bufferSeconds }));
        expect(`${name} ${row}: ${referenceLadderKbps[level]}`).toBe(`${name} ${row}: ${columns[row][1]}`);
        rows += 1;
      }
    }
    expect(rows).toBe(29 * 47);
  });

  test('buffer-based, rate-based and RobustMPC reach the QoE of an independent implementation', () => {
    expect(meanQoe('buffer-based')).toBeCloseTo(0.6102, 4);
    expect(meanQoe('rate-based')).toBeCloseTo(0.7119, 4);
    expect(Math.abs(meanQoe('robust-mpc') - 0.87)).toBeLessThanOrEqual(0.005);
  });

  test(
    'the offline plan passes the best one published, and five chunks of foresight stay below it',
    { timeout: 300_000 },
    () => {
      const ceiling = meanQoe('optimal');
      expect(ceiling).toBeGreaterThanOrEqual(1.136);
      expect(meanQoe('oracle')).toBeLessThan(ceiling);
      expect(meanQoe('oracle')).toBeGreaterThan(meanQoe('robust-mpc'));
    },
  );
});

test('RobustMPC decides 2,000 times a second or more', () => {
  const algorithm = mpc({ qoe: makeQoe('lin', referenceLadderKbps), robust: true });
  const rates = [200, 500, 1000, 1500, 2500, 4000];
  const cases = rates.flatMap((kbps) =>
    [0, 4, 8, 12, 20, 40].map((bufferSeconds) => ({ kbps, bufferSeconds })),
  );
  const rounds = 20;
  const began = performance.now();
  for (let round = 0; round < rounds; round++) {
    for (const { kbps, bufferSeconds } of cases) {
      algorithm.decide(observe({ bufferSeconds, downloads: [downloadAt(kbps), downloadAt(1.3 * kbps)] }));
    }
  }
  expect((rounds * cases.length) / ((performance.now() - began) / 1000)).toBeGreaterThan(2000);
});
