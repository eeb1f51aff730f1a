import { describe, expect, test } from 'vitest';
import { bootstrapInterval } from '../../../src/core/stats/bootstrap';
import { cellValues } from '../../../src/core/benchmark/cell-values';
import type { TraceOutcome } from '../../../src/core/benchmark/played';
import { cellsOf } from '../../../src/core/benchmark/plan';
import { makeReport } from '../../../src/core/benchmark/report';
import { smallBenchmark } from './small-benchmark';

const qoes = { bola: [1, 2, 3, 6], ppo: [2, 2, 5, 5], optimal: [4, 4, 4, 4] };

describe('the report of a cell', () => {
  const { manifest, outcomes } = smallBenchmark(qoes);
  const [bola, ppo, optimal] = makeReport(manifest, outcomes).cells[0].algorithms;

  test('has means and medians over traces, and parts that add up', () => {
    expect([bola.meanQoe, bola.medianQoe, ppo.meanQoe, ppo.medianQoe]).toEqual([3, 2.5, 3.5, 3.5]);
    for (const one of [bola, ppo]) {
      expect(one.qualityQoe + one.stallQoe + one.switchQoe).toBeCloseTo(one.meanQoe, 12);
    }
  });

  test('holds each algorithm to the baseline trace by trace', () => {
    expect(bola.difference).toBeNull();
    expect(ppo.difference).toMatchObject({ mean: 0.5, wins: 2, ties: 1, losses: 1 });
    // Differences 1, 0, 2, -1: ranks 1.5, 3, 1.5, so 4.5 of 6; of the 8 signs 3 reach as far: 4.5, 4.5 and 6.
    expect(ppo.difference?.p).toBeCloseTo((2 * 3) / 8, 12);
    expect(ppo.difference?.ci95).toEqual(bootstrapInterval([1, 0, 2, -1]));
  });

  test('corrects over all comparisons of the cell', () => {
    // Optimal's differences 3, 2, 1, -2: ranks 4, 2.5, 1, 2.5, so 7.5 of 10; 4 of the 16 signs leave 2.5 or less.
    expect(optimal.difference?.p).toBeCloseTo((2 * 4) / 16, 12);
    expect(optimal.difference?.pHolm).toBeCloseTo(1, 12);
    expect(ppo.difference?.pHolm).toBeCloseTo(1, 12);
  });

  test('says the share of the offline plan, which plans for one player alone', () => {
    expect([bola.ceilingShare, ppo.ceilingShare, optimal.ceilingShare]).toEqual([0.75, 0.875, 1]);
    const other = smallBenchmark(qoes, { player: 'sabre' });
    expect(makeReport(other.manifest, other.outcomes).cells[0].algorithms[0].ceilingShare).toBeNull();
    const none = smallBenchmark({ bola: [1] });
    expect(makeReport(none.manifest, none.outcomes).cells[0].algorithms[0].ceilingShare).toBeNull();
  });

  test('has a decision time and a speed for each algorithm', () => {
    expect(bola.speed.chunksPerSecond).toBeCloseTo(48_000, 6);
    expect(bola.speed.decisionMicrosecondsP50).toBe(bola.speed.decisionMicrosecondsP99);
  });
});

test('the order in which sessions came does not matter, and what failed is listed once', () => {
  const { manifest, outcomes } = smallBenchmark(qoes);
  const failed: TraceOutcome = {
    type: 'failed',
    cell: 0,
    trace: 3,
    problem: 'the trace never delivers anything',
  };
  const some = [outcomes[2], failed, outcomes[0], outcomes[1]];
  const report = makeReport(manifest, some);
  expect(report).toEqual(makeReport(manifest, [...some].reverse()));
  expect(report).toMatchObject({ played: 3, planned: 4 });
  expect(report.skipped).toEqual([
    { traceSet: 'set', name: 'trace 3', problem: 'the trace never delivers anything' },
  ]);
  expect(cellValues(manifest, some, 0).traceNames).toEqual(['trace 0', 'trace 1', 'trace 2']);
  expect(cellValues(manifest, some, 0).algorithms[1].values.qoe).toEqual([2, 2, 5]);
});

test('nothing played is a report without figures', () => {
  const { manifest } = smallBenchmark(qoes);
  expect(makeReport(manifest, [])).toMatchObject({ played: 0, planned: 4, cells: [{ algorithms: [] }] });
});

test('cells are counted with the player turning fastest', () => {
  const cells = cellsOf({ videos: [0, 1], traceSets: [0], qoe: [0], players: [0, 1] });
  expect(cells.map(({ video, player }) => [video, player])).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
});
