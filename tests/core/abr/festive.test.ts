import { expect, test } from 'vitest';
import { festive } from '../../../src/core/abr/festive';
import { downloadAt, observe } from './observation';

/** Levels chosen when each chunk comes at the given kbps, starting from `first`. */
function play(first: number, kbps: readonly number[]): number[] {
  const algorithm = festive();
  const downloads = [];
  const levels = [first];
  for (const each of kbps) {
    downloads.push(downloadAt(each));
    levels.push(algorithm.decide(observe({ downloads, lastLevel: levels[levels.length - 1] })).level);
  }
  return levels.slice(1);
}

/*
 * Ladder 300 750 1200 1850 2850 4300; target = highest level within 0.85 w; w = harmonic mean of the last 5.
 * Score of a level = 2^(switches among the last 5 levels, + 1 if it is another) + 12 |b / min(w, b_ref) - 1|.
 */

test('a steady 2000 kbps is climbed with ever more patience', () => {
  // 0.85 * 2000 = 1700: target 2.
  // 0 -> 1 at once: stay 1 + 12 |300/750 - 1| = 8.2 against go 2 + 0.
  // At 1 it takes two wishes: hold, then stay 2^1 + 12 |750/1200 - 1| = 6.5 against go 2^2.
  expect(play(0, [2000, 2000, 2000, 2000, 2000])).toEqual([1, 1, 2, 2, 2]);
});

test('a fall is followed one level a chunk, at once', () => {
  // w: 4300 (0.85 w = 3655: target 4 < 5, reference 4: stay 1 + 12 |4300/2850 - 1| = 7.1 against go 2): 4
  // w = 2 / (1/4300 + 1/500) = 895.8, target 1, reference 3: min(w, 1850) = 895.8;
  //   stay 2^1 + 12 (2850/895.8 - 1) = 28.2 against go 2^2 + 12 (1850/895.8 - 1) = 16.8: 3
  // w = 3 / (1/4300 + 2/500) = 708.9, 0.85 w = 602.5, target 0, reference 2: min = 708.9;
  //   stay 4 + 12 (1850/708.9 - 1) = 23.3 against go 8 + 12 (1200/708.9 - 1) = 16.3: 2
  // w = 4 / (1/4300 + 3/500) = 641.8, target 0, reference 1;
  //   stay 8 + 12 (1200/641.8 - 1) = 18.4 against go 16 + 12 (750/641.8 - 1) = 18.02: 1
  // w = 5 / (1/4300 + 4/500) = 607.3, 0.85 w = 516.2, target 0, reference 0; last five levels 5 4 3 2 1, 4 switches;
  //   stay 16 + 12 (750/300 - 1) = 34 against go 32 + 0 = 32: 0
  expect(play(5, [4300, 500, 500, 500, 500])).toEqual([4, 3, 2, 1, 0]);
});

test('after a switch a small gain is not worth another', () => {
  // 1100 kbps, 0.85 w = 935: target 1. From 2: reference 1, min(w, 750) = 750:
  //   stay 1 + 12 (1200/750 - 1) = 8.2 against go 2: 1.
  // Then 4500: w = 2 / (1/1100 + 1/4500) = 1767.9, 0.85 w = 1502.7, target 2, first wish at 1: hold.
  // 4500 again: w = 3 / (1/1100 + 2/4500) = 2216.4, target 3, second wish, reference 2, min = 1200:
  //   levels 2 1 1, stay 2^1 + 12 (1 - 750/1200) = 6.5 against go 2^2 = 4: 2, wishes begin anew.
  // 4500: w = 4 / (1/1100 + 3/4500) = 2538.5, 0.85 w = 2157.7, target 3: first wish at 2, hold.
  // 4500: w = 5 / (1/1100 + 4/4500) = 2780.9, 0.85 w = 2363.8, target 3: second wish, hold.
  // 4500: w = 4500, 0.85 w = 3825, target 4: third wish, reference 3, min = 1850; the last five levels
  //   1 1 2 2 2 hold one switch: stay 2^1 + 12 (1 - 1200/1850) = 6.2 against go 2^2 = 4: 3.
  // 1900: w = 5 / (4/4500 + 1/1900) = 3533.1, 0.85 w = 3003.1, target 4: first wish at 3, hold.
  // 1300, 1300: w = 5 / (3/4500 + 1/1900 + 1/1300) = 2548.8, 0.85 w = 2166.5, target 3: hold;
  //   w = 5 / (2/4500 + 1/1900 + 2/1300) = 1992.5, 0.85 w = 1693.7, target 2, reference 2, min = 1200, last five
  //   levels 2 3 3 3 (3): one switch: stay 2 + 12 (1850/1200 - 1) = 8.5 against go 4: 2.
  expect(play(2, [1100, 4500, 4500, 4500, 4500, 4500, 1900, 1300, 1300])).toEqual([
    1, 1, 2, 2, 2, 3, 3, 3, 2,
  ]);
});

test('a gain that efficiency does not outweigh is left', () => {
  // Ladder 1000 1100: from 0 at 2000 kbps: stay 1 + 12 (1 - 1000/1100) = 2.09 against go 2: goes up;
  // ladder 1000 1050: stay 1 + 12 (1 - 1000/1050) = 1.57 against go 2: stays.
  const level = (top: number): number =>
    festive().decide(observe({ ladderKbps: [1000, top], lastLevel: 0, downloads: [downloadAt(2000)] })).level;
  expect([level(1100), level(1050)]).toEqual([1, 0]);
});
