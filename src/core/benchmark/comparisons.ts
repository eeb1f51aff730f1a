import type { Compared } from './figures';
import { seesFuture } from './answer';
import { cellValues } from './cell-values';
import type { BenchmarkManifest } from './manifest';
import type { TraceOutcome } from './played';
import type { BenchmarkReport, CellReport } from './report';

/** The cells of one video, measure and player, which share their figures: one for each trace set. */
export interface Comparison {
  readonly video: string;
  readonly qoe: string;
  readonly player: string;
  readonly cells: readonly CellReport[];
  /** The sets in which anything was played; null when there are none. */
  readonly compared: Compared | null;
  /** Places of the baseline and of the best of the others that do not see the future; null when there is none. */
  readonly baseline: number;
  readonly best: number | null;
}

export function comparisons(
  manifest: BenchmarkManifest,
  report: BenchmarkReport,
  outcomes: readonly TraceOutcome[],
): Comparison[] {
  const groups = new Map<string, number[]>();
  report.cells.forEach(({ video, qoe, player }, number) => {
    const key = [video, qoe, player].join();
    groups.set(key, [...(groups.get(key) ?? []), number]);
  });
  const baseline = manifest.plan.algorithms.indexOf(report.baseline);
  return [...groups.values()].map((numbers) => {
    const cells = numbers.map((number) => report.cells[number]);
    const [{ videoName: video, qoeName: qoe, playerName: player }] = cells;
    const sets = numbers
      .filter((number) => report.cells[number].algorithms.length > 0)
      .map((number) => ({
        name: report.cells[number].traceSetName,
        cell: cellValues(manifest, outcomes, number),
      }));
    const compared = sets.length > 0 ? { qoe, sets } : null;
    return { video, qoe, player, cells, compared, baseline, best: bestOther(cells, report.baseline) };
  });
}

/** By the mean over all traces of the cells. */
function bestOther(cells: readonly CellReport[], baseline: string): number | null {
  const played = cells.filter(({ algorithms }) => algorithms.length > 0);
  if (played.length === 0) return null;
  const sumOf = (place: number): number =>
    played.reduce((sum, { algorithms }) => sum + algorithms[place].meanQoe * algorithms[place].traces, 0);
  const others = played[0].algorithms.flatMap((one, place) =>
    one.id === baseline || seesFuture(one.id) ? [] : [place],
  );
  return others.length === 0
    ? null
    : others.reduce((best, place) => (sumOf(place) > sumOf(best) ? place : best));
}
