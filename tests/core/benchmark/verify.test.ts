import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatPublishedLog, parsePublishedLog } from '../../../src/core/benchmark/published-log';
import { verifyLog, worstOf } from '../../../src/core/benchmark/verify';
import { makeQoe } from '../../../src/core/qoe/qoe';
import { dataFolder, dataPath } from '../../data';
import { envivio, norwayNames, norwayTrace } from '../simulator/reference';

const lin = makeQoe('lin', [300, 750, 1200, 1850, 2850, 4300]);

const logged = ['bb', 'bola', 'elastic', 'hyb', 'mpc', 'ppo', 'quetra', 'rb', 'rl'];

describe.skipIf(dataFolder === null)('the published per-chunk logs', () => {
  test('are of nine algorithms', () => {
    expect(readdirSync(dataPath('reference/norway/logs')).sort()).toEqual(logged);
  });

  test.each(logged)('%s: every row replays with the same delay, buffer and reward', (algorithm) => {
    const video = envivio();
    const verifications = norwayNames().map((name) => {
      const text = readFileSync(dataPath('reference/norway/logs', algorithm, name), 'utf8');
      return verifyLog(video, norwayTrace(name), parsePublishedLog(name, text), lin);
    });
    const worst = worstOf(verifications);
    expect(worst.chunks).toBeGreaterThanOrEqual(29 * 47);
    expect(worst.maxDelayErrorMs).toBeLessThan(1e-6);
    expect(worst.maxBufferErrorMs).toBeLessThan(1e-6);
    expect(worst.maxRewardError).toBeLessThan(1e-9);
  });

  test('a changed row is found', () => {
    const rows = parsePublishedLog(
      'norway_bus_1',
      readFileSync(dataPath('reference/norway/logs/bb/norway_bus_1'), 'utf8'),
    );
    const wrong = rows.map((row, i) => (i === 7 ? { ...row, delayMs: row.delayMs + 0.25 } : row));
    const { maxDelayErrorMs, maxBufferErrorMs } = verifyLog(
      envivio(),
      norwayTrace('norway_bus_1'),
      wrong,
      lin,
    );
    expect(maxDelayErrorMs).toBeCloseTo(0.25, 6);
    expect(maxBufferErrorMs).toBeLessThan(1e-6);
  });
});

describe('a published log', () => {
  const text =
    '1.5\t750\t4.0\t0.8\t450283\t887.25\t0.5\t-3.0\n2.0\t300\t7.6\t0.0\t155580\t379.5\t0.5\t-0.15\n';

  test('has seven columns, or eight with an entropy that is left out', () => {
    const rows = parsePublishedLog('log', text);
    expect(rows[0]).toEqual({
      seconds: 1.5,
      kbps: 750,
      bufferSeconds: 4,
      rebufferSeconds: 0.8,
      bytes: 450283,
      delayMs: 887.25,
      reward: -3,
    });
    expect(parsePublishedLog('log', formatPublishedLog(rows))).toEqual(rows);
  });

  test('is refused with file and line where a row is none', () => {
    expect(() => parsePublishedLog('log', '1 2 3 4 5 6 7\n1 2 3\n')).toThrow('log, line 2');
    expect(() => parsePublishedLog('log', '1 2 3 4 five 6 7\n')).toThrow('log, line 1');
    expect(() => parsePublishedLog('log', '\n')).toThrow('got none');
  });
});
