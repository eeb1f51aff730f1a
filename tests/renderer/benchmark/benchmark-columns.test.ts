import { expect, test } from 'vitest';
import type { AlgorithmReport } from '../../../src/core/benchmark/report';
import { benchmarkColumns, sortedBy } from '../../../src/renderer/benchmark/benchmark-columns';

function row(id: string, change: Partial<AlgorithmReport>): AlgorithmReport {
  return {
    ...{ id, name: id, traces: 10, meanQoe: 1, medianQoe: 1, ci95: [0.5, 1.25] as const, difference: null },
    ...{ qualityQoe: 1, stallQoe: 0, switchQoe: 0, bitrateKbps: 1500, rebufferSecondsPerChunk: 0 },
    ...{ changeKbpsPerChunk: 0, startupSeconds: null, ceilingShare: null },
    speed: { decisionMicrosecondsP50: 12_345, decisionMicrosecondsP99: 1.25, chunksPerSecond: 1_234_567 },
    ...change,
  };
}

const column = (id: string) => {
  const found = benchmarkColumns.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no column ${id}`);
  return found;
};

test('rows are sorted by their figures, and one without a figure stands last either way', () => {
  const rows = [row('none', {}), row('low', { ceilingShare: 0.2 }), row('high', { ceilingShare: 0.9 })];
  const ids = (upwards: boolean): string[] => sortedBy(rows, column('ceiling'), upwards).map(({ id }) => id);
  expect(ids(true)).toEqual(['low', 'high', 'none']);
  expect(ids(false)).toEqual(['high', 'low', 'none']);
});

test('figures carry their intervals and units', () => {
  const difference = {
    ...{ mean: 0.25, ci95: [-0.125, 0.5] as const, wins: 7, ties: 1, losses: 2 },
    ...{ p: 0.0001, pHolm: 0.0004, method: 'exact' as const },
  };
  const one = row('one', { difference });
  const texts = ['qoe', 'difference', 'p', 'wins', 'bitrate', 'decision', 'speed'].map((id) => {
    const { text, note } = column(id);
    return [text(one), note?.(one) ?? ''];
  });
  expect(texts).toEqual([
    ['1.000', '0.500 to 1.250'],
    ['+0.250', '\u22120.125 to 0.500'],
    ['< 0.001', ''],
    ['7 : 2', ''],
    ['1.50', ''],
    ['12.3 k', '1.3'],
    ['1.23 M', ''],
  ]);
});
