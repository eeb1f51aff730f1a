import { boxesOf, ecdfOf, meansOf, paretoOf, qoeParts, scatterOf } from './figures';
import { standalone } from '../figures/markup';
import { comparisons } from './comparisons';
import type { BenchmarkManifest } from './manifest';
import type { TraceOutcome } from './played';
import type { BenchmarkReport } from './report';

/** Every figure of a report as a file of its own: name without an ending, and SVG for print. */
export function reportFigures(
  manifest: BenchmarkManifest,
  report: BenchmarkReport,
  outcomes: readonly TraceOutcome[],
): { readonly name: string; readonly svg: string }[] {
  const all = comparisons(manifest, report, outcomes);
  return all.flatMap(({ cells, compared, qoe, baseline, best }, number) => {
    if (compared === null) return [];
    const place = all.length > 1 ? `${number + 1}-` : '';
    const means = cells.flatMap(({ algorithms }, set) =>
      algorithms.length === 0 ? [] : [{ name: `means-${set + 1}`, svg: meansOf(algorithms, qoe) }],
    );
    const figures = [
      ...means,
      ...qoeParts.map((part) => ({ name: `distribution-${part.id}`, svg: ecdfOf(compared, part) })),
      { name: 'bitrate-and-stalls', svg: paretoOf(compared) },
      { name: 'by-trace-set', svg: boxesOf(compared) },
      ...(best === null ? [] : [{ name: 'trace-by-trace', svg: scatterOf(compared, baseline, best) }]),
    ];
    return figures.map(({ name, svg }) => ({ name: place + name, svg: standalone(svg) }));
  });
}
