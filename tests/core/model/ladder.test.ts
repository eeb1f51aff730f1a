import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkLadder, fitLadder, formatLadder, ladders, parseLadder } from '../../../src/core/model/ladder';

const kbps = (ladder: readonly { kbps: number }[]) => ladder.map((level) => level.kbps);

test('a 720p source fills the default ladder as it stands', () => {
  expect(fitLadder(ladders.default, { width: 1280, height: 720 })).toEqual(ladders.default);
});

test('levels above the source are dropped', () => {
  expect(kbps(fitLadder(ladders.pensieve, { width: 1280, height: 720 }))).toEqual([300, 750, 1200, 1850]);
  expect(kbps(fitLadder(ladders.default, { width: 900, height: 500 }))).toEqual([500, 1000]);
});

test('a source below every level keeps the lowest at its own even size', () => {
  const fitted = fitLadder(ladders.default, { width: 321, height: 181 });
  expect(fitted).toEqual([{ width: 320, height: 180, kbps: 500 }]);
});

test('a portrait source turns the boxes', () => {
  const fitted = fitLadder(ladders.default, { width: 720, height: 1280 });
  expect(fitted.map(({ width, height }) => [width, height])).toEqual([
    [360, 640],
    [480, 854],
    [720, 1280],
  ]);
});

test('a wide film keeps its aspect: 1920x800 becomes 640x266, 854x356, 1280x534', () => {
  const fitted = fitLadder(ladders.default, { width: 1920, height: 800 });
  expect(fitted.map(({ width, height }) => [width, height])).toEqual([
    [640, 266],
    [854, 356],
    [1280, 534],
  ]);
});

test('whatever the source: even sides, never above the source, aspect within two pixels, bitrates rising', () => {
  const side = fc.integer({ min: 2, max: 4320 });
  fc.assert(
    fc.property(side, side, (width, height) => {
      fc.pre(Math.max(width, height) <= 4 * Math.min(width, height));
      const fitted = fitLadder(ladders.pensieve, { width, height });
      fitted.forEach((level, index) => {
        expect([level.width % 2, level.height % 2]).toEqual([0, 0]);
        expect(level.width).toBeLessThanOrEqual(width);
        expect(level.height).toBeLessThanOrEqual(height);
        const scale = Math.max(level.width / width, level.height / height);
        expect(Math.abs(level.width - width * scale)).toBeLessThanOrEqual(8);
        if (index > 0) expect(level.kbps).toBeGreaterThan(fitted[index - 1].kbps);
      });
    }),
  );
});

test('a ladder is read by name or as a list, and written back', () => {
  expect(parseLadder('default')).toBe(ladders.default);
  const text = '320x180@200,640x360@800';
  expect(parseLadder(text)).toEqual([
    { width: 320, height: 180, kbps: 200 },
    { width: 640, height: 360, kbps: 800 },
  ]);
  expect(formatLadder(parseLadder(text))).toBe(text);
});

test('a bad ladder is refused by level and value', () => {
  const level = { width: 640, height: 360, kbps: 500 };
  expect(() => parseLadder('best')).toThrow('got "best"');
  expect(() => checkLadder([])).toThrow('expected 1 to 10 levels, got 0');
  expect(() => checkLadder(Array.from({ length: 11 }, () => level))).toThrow('got 11');
  expect(() => checkLadder([level, level])).toThrow('kbps of level 1 must be above 500');
  expect(() => checkLadder([level, { ...level, width: 426, kbps: 900 }])).toThrow('width of level 1');
  expect(() => checkLadder([{ ...level, kbps: NaN }])).toThrow('got NaN');
});
