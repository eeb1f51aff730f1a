import { describe, expect, test } from 'vitest';
import { bufferBased } from '../../../src/core/abr/buffer-based';
import { fixed } from '../../../src/core/abr/fixed';
import { ifThen } from '../../../src/core/abr/if-then';
import { rateBased } from '../../../src/core/abr/rate-based';
import { downloadAt, observe, referenceLadderKbps } from './observation';

describe('if-then', () => {
  test('looks at the last throughput only and stays strictly below it', () => {
    const level = (...kbps: number[]): number =>
      ifThen().decide(observe({ downloads: kbps.map((each) => downloadAt(each)) })).level;
    expect(level()).toBe(0);
    expect(level(100)).toBe(0);
    expect(level(100, 1850)).toBe(2);
    expect(level(9000, 1851)).toBe(3);
    expect(level(100, 9000)).toBe(5);
  });
});

describe('rate-based', () => {
  test('takes the harmonic mean of the last five and accepts a bitrate equal to it', () => {
    const level = (...kbps: number[]): number =>
      rateBased().decide(observe({ downloads: kbps.map((each) => downloadAt(each)) })).level;
    expect(level()).toBe(0);
    expect(level(750)).toBe(1);
    expect(level(749)).toBe(0);
    // 2 / (1/600 + 1/3000) = 1000, where the plain mean is 1800
    expect(level(600, 3000)).toBe(1);
    expect(level(1, 2850, 2850, 2850, 2850, 2850)).toBe(4);
  });
});

describe('buffer-based', () => {
  const level = (bufferSeconds: number, bufferCapSeconds = 60): number =>
    bufferBased().decide(observe({ bufferSeconds, bufferCapSeconds })).level;

  test('rises from 5 s to 15 s of buffer', () => {
    expect([4.99, 5, 6.99, 7, 9, 11, 13, 14.99, 15, 40].map((seconds) => level(seconds))).toEqual([
      0, 0, 0, 1, 2, 3, 4, 4, 5, 5,
    ]);
  });

  test('reaches the top below a small cap', () => {
    // 8 s cap, 4 s chunks: at most 4 s when asked, so 5..15 s becomes 1.33..4 s
    expect([1.3, 1.9, 4].map((seconds) => level(seconds, 8))).toEqual([0, 1, 5]);
  });
});

describe('fixed', () => {
  test('keeps its level and refuses one that the ladder lacks', () => {
    const video = { ladderKbps: referenceLadderKbps, chunkSeconds: 4, chunkCount: 48 };
    expect(fixed({ video }, '3').decide(observe()).level).toBe(3);
    expect(fixed({ video }).decide(observe()).level).toBe(0);
    for (const wrong of ['6', '-1', '1.5', '', 'x']) {
      expect(() => fixed({ video }, wrong)).toThrow(`from 0 to 5, got "${wrong}"`);
    }
  });
});
