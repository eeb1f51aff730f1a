import { expect, test } from 'vitest';
import { boxesOf, ecdfOf, meansOf, paretoOf, qoeParts, scatterOf } from '../../../src/core/benchmark/figures';

interface Columns {
  readonly qoe: number[];
  readonly kbps: number[];
  readonly stallSeconds: number[];
}

function cell(traceNames: string[], a: Columns, b: Columns) {
  const algorithm = (id: string, { qoe, kbps, stallSeconds }: Columns) => ({
    id,
    name: id.toUpperCase(),
    values: {
      ...{ qoe, qualityQoe: qoe.map((value) => value + 1), stallQoe: qoe.map(() => -1) },
      ...{ switchQoe: qoe.map(() => 0), changeKbpsPerChunk: qoe.map(() => 0) },
      ...{ bitrateKbps: kbps, rebufferSecondsPerChunk: stallSeconds },
    },
  });
  return {
    traces: traceNames.map((_, i) => i),
    traceNames,
    algorithms: [algorithm('a', a), algorithm('b', b)],
  };
}

/** Two algorithms on two sets: A ahead on t1, B on t2 and t3. A: 2 Mbit/s and 0.2 s; B: 1 Mbit/s and 0.1 s in the mean. */
const compared = {
  qoe: 'lin',
  sets: [
    {
      name: 'S1',
      cell: cell(
        ['t1', 't2'],
        { qoe: [3, 1], kbps: [3000, 2000], stallSeconds: [0, 0.3] },
        { qoe: [1, 2], kbps: [1500, 1000], stallSeconds: [0, 0.3] },
      ),
    },
    {
      name: 'S2',
      cell: cell(
        ['t3'],
        { qoe: [0], kbps: [1000], stallSeconds: [0.3] },
        { qoe: [1], kbps: [500], stallSeconds: [0] },
      ),
    },
  ],
};

test('a scatter holds the traces of all sets, each once', () => {
  const svg = scatterOf(compared, 0, 1);
  expect([...svg.matchAll(/data-trace="(\w+)"/g)].map(([, trace]) => trace)).toEqual(['t1', 't2', 't3']);
  expect(svg).toContain('A better on 1 of 3');
  expect(svg).toContain('B better on 2 of 3');
});

test('stall and bitrate are means over all sessions; neither of the two beats the other', () => {
  const svg = paretoOf(compared);
  expect(svg).toContain('A: 2.00 Mbit/s, 0.200 s');
  expect(svg).toContain('B: 1.00 Mbit/s, 0.100 s');
  expect(svg).toContain('data-front="b a"');
});

test('boxes stand in the order of sets and algorithms', () => {
  const svg = boxesOf(compared);
  expect(svg.indexOf('S1 \u00b7 2 traces')).toBeLessThan(svg.indexOf('S2 \u00b7 1 trace<'));
  expect(svg).toContain('A: median 2.000');
});

test('the distribution of a part is that of its values', () => {
  expect(ecdfOf(compared, qoeParts[1])).toContain('quality part of QoE (lin) a chunk');
});

test('means stand best first', () => {
  const svg = meansOf(
    [
      { id: 'a', name: 'A', meanQoe: 1, ci95: [0, 2] },
      { id: 'b', name: 'B', meanQoe: 2, ci95: [1, 3] },
    ],
    'lin',
  );
  expect(svg.indexOf('data-algorithm="b"')).toBeLessThan(svg.indexOf('data-algorithm="a"'));
});
