import { expect, test } from 'vitest';
import { seriesOfSaved } from '../../../src/renderer/sessions/saved-series';
import { savedSession } from '../saved-session';

test('a saved session gives the series of a live one: requests, throughput, stalls and QoE', () => {
  const { players, link } = seriesOfSaved(savedSession);
  expect(link).toEqual({ steps: [{ atSeconds: 0, kbps: 3000, addedLatencyMs: 0 }], untilSeconds: 5 });
  expect(players[0].bitrate).toEqual([
    { t: 0, kbps: 500 },
    { t: 1, kbps: 2000 },
  ]);
  expect(players[0].measured).toEqual([
    { t: 0.5, kbps: 2000 },
    { t: 3, kbps: 2000 },
  ]);
  expect(players[0].stalls).toEqual([{ from: 2.5, to: 3 }]);
  // Chunk 0 is left out. lin: 2.0 - 2.0 x 0.5 s of stall - |2.0 - 0.5| = -0.5.
  expect(players[0].qoe.map(({ lin }) => lin)).toEqual([0, -0.5]);
  // log: ln 4 - 2.66 x 0.5 - ln 4 = -1.33.
  expect(players[0].qoe[1].log).toBeCloseTo(-1.33, 12);
});
