import type { SavedSession } from '../../src/shared/stored';

const qoe = { quality: 2, stall: -1, switches: -1.5, total: -0.5 };
const summary: SavedSession['players'][number]['summary'] = {
  chunks: 2,
  meanBitrateKbps: 2000,
  switches: 1,
  stalls: 1,
  stallSeconds: 0.5,
  startupSeconds: 0.5,
  qoe,
};

/** One player, two chunks, half a second of stall. */
export const savedSession: SavedSession = {
  version: 1,
  name: 'By hand',
  createdAt: '2026-11-22T20:00:00.000Z',
  seconds: 5,
  presentation: { id: 'clip', name: 'Clip', ladderKbps: [500, 2000], chunkSeconds: 2 },
  conditions: { bufferCapSeconds: 20, links: 'separate', loop: false, sameConditions: false },
  bandwidth: [{ atSeconds: 0, kbps: 3000, addedLatencyMs: 0 }],
  players: [
    {
      algorithm: 'bola',
      name: 'BOLA',
      rules: 'neuralstream',
      chunks: [
        {
          index: 0,
          level: 0,
          kilobits: 1000,
          downloadSeconds: 0.5,
          atSeconds: 0.5,
          bufferSeconds: 2,
          stallSeconds: 0,
          reason: 'the first chunk',
        },
        {
          index: 1,
          level: 1,
          kilobits: 4000,
          downloadSeconds: 2,
          atSeconds: 3,
          bufferSeconds: 2,
          stallSeconds: 0.5,
          reason: '=1+1, "fast" link',
        },
      ],
      stalls: [{ fromSeconds: 2.5, toSeconds: 3 }],
      buffer: [{ atSeconds: 0.5, bufferSeconds: 2 }],
      summary,
      summaryLog: summary,
    },
  ],
  verdict: '',
};
