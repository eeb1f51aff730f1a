import type { BenchmarkManifest } from '../../../src/core/benchmark/manifest';
import type { PlayedTrace } from '../../../src/core/benchmark/played';
import type { SessionFigures } from '../../../src/core/benchmark/session';

const hash = '0'.repeat(64);

/** A benchmark of one cell: the QoE of each algorithm on each trace, as `qoes[algorithm][trace]`. */
export function smallBenchmark(
  qoes: Readonly<Record<string, readonly number[]>>,
  { name = 'small', traceName = (i: number): string => `trace ${i}`, player = 'pensieve' } = {},
): { manifest: BenchmarkManifest; outcomes: PlayedTrace[] } {
  const ids = Object.keys(qoes);
  const names = qoes[ids[0]].map((_, i) => traceName(i));
  const manifest: BenchmarkManifest = {
    version: 1,
    plan: {
      name,
      videos: [{ path: '/video' }],
      traceSets: [{ name: 'set', paths: ['/traces'] }],
      algorithms: ids,
      qoe: ['lin'],
      players: [{ id: player, options: {} }],
      baseline: ids[0],
      seed: 95,
    },
    application: '0.1.0',
    commit: null,
    createdAt: '2026-11-01T12:00:00.000Z',
    machine: { platform: 'linux x64', processor: 'a processor', cores: 2, node: '20.0.0' },
    videos: [{ name: 'video', sha256: hash, ladderKbps: [300, 1000], chunkSeconds: 4, chunkCount: 48 }],
    traceSets: [
      {
        name: 'set',
        sha256: hash,
        traces: names.map((one) => ({ name: one, sha256: hash, seconds: 100, meanKbps: 1000 })),
      },
    ],
    algorithms: ids.map((id) => ({ id, name: id, model: null })),
    qoe: ['lin'],
    players: [player],
    skipped: [],
  };
  const outcomes = names.map((trace, i): PlayedTrace => ({
    type: 'played',
    cell: 0,
    trace: i,
    sessions: ids.map((algorithm) => smallSession({ algorithm, trace, qoe: qoes[algorithm][i] })),
    timings: ids.map(() => ({ seconds: 0.001, decisions: [10, 47] })),
  }));
  return { manifest, outcomes };
}

/** A session whose quality is its QoE plus 0.7, which stalls and switches take away. */
export function smallSession(
  fields: Partial<SessionFigures> & Pick<SessionFigures, 'algorithm' | 'trace' | 'qoe'>,
): SessionFigures {
  return {
    chunks: 48,
    qualityQoe: fields.qoe + 0.7,
    stallQoe: -0.6,
    switchQoe: -0.1,
    bitrateKbps: 1000,
    rebufferSecondsPerChunk: 0.25,
    changeKbpsPerChunk: 10,
    switches: 3,
    stalls: 2,
    startupSeconds: null,
    ...fields,
  };
}
