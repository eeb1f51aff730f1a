import { expect, test } from 'vitest';
import { makeDownload, type Download } from '../../../src/core/model/algorithm';
import { live } from '../../../src/core/simulator/live';
import { sabre } from '../../../src/core/simulator/sabre';
import { only, plainVideo, play, steady } from '../simulator/sessions';

test.each([0, -0.2, NaN, 1e-12])('a download of %s s lasts as long as can be told apart', (seconds) => {
  expect(makeDownload(800, seconds, 0)).toEqual({ kilobits: 800, seconds: 1e-9, firstByteSeconds: 0 });
  expect(makeDownload(800, seconds, 0, 0.001).seconds).toBe(0.001);
});

test('a download that took time keeps it to the last bit', () => {
  expect(makeDownload(800, 0.1 + 0.2, 0.05)).toEqual({
    kilobits: 800,
    seconds: 0.30000000000000004,
    firstByteSeconds: 0.05,
  });
});

test.each([
  ['sabre', sabre()],
  ['live', live()],
])('the fastest link and the smallest chunks give the %s player no infinite throughput', (_, player) => {
  const seen: Download[] = [];
  const algorithm = {
    decide: ({ downloads }: { downloads: readonly Download[] }) => {
      seen.splice(0, Infinity, ...downloads);
      return { level: 0, reason: 'always', waitSeconds: 1000 };
    },
  };
  const events = play(player, plainVideo(30, [0.000001]), steady(1e9), algorithm);
  expect(seen.length).toBeGreaterThan(20);
  for (const { kilobits, seconds } of seen) expect(kilobits / seconds).toBeLessThan(Infinity);
  for (const { downloadSeconds } of only(events, 'chunk-downloaded'))
    expect(downloadSeconds).toBeGreaterThan(0);
});
