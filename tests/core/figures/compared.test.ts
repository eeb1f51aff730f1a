import { expect, test } from 'vitest';
import { boxesOf, ecdfOf, meansOf, paretoOf, qoeParts, scatterOf } from '../../../src/core/figures/compared';

function session(trace: string, qoe: number, kbps: number, stallSeconds: number) {
  return {
    ...{ trace, qoe, qualityQoe: qoe + 1, stallQoe: -1, switchQoe: 0 },
    ...{ bitrateKbps: kbps, rebufferSecondsPerChunk: stallSeconds },
  };
}

/** Two algorithms on two sets: A ahead on t1, B on t2 and t3. A: 2 Mbit/s and 0.2 s; B: 1 Mbit/s and 0.1 s in the mean. */
const compared = {
  algorithms: [
    { id: 'a', name: 'A', place: 0 },
    { id: 'b', name: 'B', place: 1 },
  ],
  qoe: 'lin',
  sets: [
    {
      name: 'S1',
      sessions: [
        [session('t1', 3, 3000, 0), session('t1', 1, 1500, 0)],
        [session('t2', 1, 2000, 0.3), session('t2', 2, 1000, 0.3)],
      ],
    },
    { name: 'S2', sessions: [[session('t3', 0, 1000, 0.3), session('t3', 1, 500, 0)]] },
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
  const svg = meansOf(compared, [
    { mean: 1, interval: [0, 2] },
    { mean: 2, interval: [1, 3] },
  ]);
  expect(svg.indexOf('data-algorithm="b"')).toBeLessThan(svg.indexOf('data-algorithm="a"'));
});
