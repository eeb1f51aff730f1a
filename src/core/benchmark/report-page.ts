import { answer } from './answer';
import { boxesOf, ecdfOf, meansOf, paretoOf, qoeParts, scatterOf, type Compared } from './figures';
import { escape } from '../figures/markup';
import { comparisons, type Comparison } from './comparisons';
import type { BenchmarkManifest } from './manifest';
import type { TraceOutcome } from './played';
import type { BenchmarkReport } from './report';
import { manifestSection, skippedSection } from './report-manifest';
import { reportStyles } from './report-styles';
import { qoeTable, speedTable } from './report-tables';

export interface ReportPage {
  readonly manifest: BenchmarkManifest;
  readonly report: BenchmarkReport;
  readonly outcomes: readonly TraceOutcome[];
  /** SHA-256 of a text in base64, for the page's content policy. */
  readonly hashOf: (text: string) => string;
}

/** A benchmark as one HTML file that loads nothing, runs nothing and prints well; it holds the manifest to run it again. */
export function reportPage({ manifest, report, outcomes, hashOf }: ReportPage): string {
  const policy = `default-src 'none'; style-src 'sha256-${hashOf(reportStyles)}'; base-uri 'none'; form-action 'none'`;
  const sections = comparisons(manifest, report, outcomes);
  const title = `${report.name}: NeuralStream benchmark`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escape(title)}</title>
<style>${reportStyles}</style>
</head>
<body>
<header><h1>${escape(report.name)}</h1>
<p class="muted">${escape(introduction(manifest, report))}</p></header>
<main>
${sections.map((section) => comparisonSection(section, sections.length > 1)).join('\n')}
${howToRead(report)}
${skippedSection(report)}
${manifestSection(manifest)}
</main>
<script type="application/json" id="manifest">${JSON.stringify(manifest).replace(/</g, '\\u003c')}</script>
</body>
</html>
`;
}

function introduction(manifest: BenchmarkManifest, { played, planned }: BenchmarkReport): string {
  const { algorithms, application, createdAt, plan } = manifest;
  const traces = manifest.traceSets.reduce((sum, set) => sum + set.traces.length, 0);
  const whole = played < planned ? `, ${played} of ${planned} traces played` : '';
  const seconds = `seed ${plan.seed}${whole}`;
  return `${algorithms.length} algorithms over ${traces} traces, ${seconds}. NeuralStream ${application}, ${createdAt.slice(0, 10)}.`;
}

function comparisonSection(comparison: Comparison, isOneOfMany: boolean): string {
  const { video, qoe, player, cells, compared } = comparison;
  const place = `${video}, QoE ${qoe}, player model ${player}`;
  const head = isOneOfMany ? `<h2>${escape(place)}</h2>` : `<p class="muted">${escape(place)}</p>`;
  const tables = cells.map((cell) => {
    const found = answer(cell);
    return `<section class="cell"><h3>${escape(cell.traceSetName)}</h3>
${found === null ? '<p>Nothing was played.</p>' : `<p class="answer">${escape(found)}</p>`}
${cell.algorithms.length > 0 ? qoeTable(cell) : ''}
${cell.algorithms.length > 0 ? figure(meansOf(cell.algorithms, qoe, width)) : ''}
${cell.algorithms.length > 0 ? speedTable(cell) : ''}</section>`;
  });
  return `<section>${head}${tables.join('\n')}${compared === null ? '' : figures(compared, comparison)}</section>`;
}

const width = 860;
const size = { width, height: 400 };

/** The baseline against the best of the others, trace by trace, and the distributions. */
function figures(compared: Compared, { baseline, best }: Comparison): string {
  const parts = qoeParts.map((part) => figure(ecdfOf(compared, part, size)));
  const pair = best === null ? '' : figure(scatterOf(compared, baseline, best, { width: 560, height: 560 }));
  return `<h3>Over all traces</h3>${parts[0]}${figure(paretoOf(compared, size))}${pair}
${figure(boxesOf(compared, width))}<h3>What QoE is made of</h3>${parts.slice(1).join('\n')}`;
}

function figure(svg: string): string {
  return `<figure>${svg}</figure>`;
}

function howToRead({ baseline }: BenchmarkReport): string {
  return `<section><h2>How to read it</h2>
<p>QoE is a mean per chunk without chunk 0, then over traces; its parts (quality, stalls, switches) add up to it. An interval
holds 95 % of the means of 4000 resamples of the traces (percentile bootstrap). The difference to the baseline
(${escape(baseline)}) is taken trace by trace, its interval too. p is that of Wilcoxon&#8217;s signed-rank test, two-sided, corrected
by Holm over the algorithms of one table; small samples without ties are tested exactly, others by the normal approximation
with the correction for ties, as SciPy does. Share of the plan: the mean over that of the offline plan, which knows the whole
trace (the algorithm &#8220;optimal&#8221;). Decision times and chunks a second are those of the machine named below.</p></section>`;
}
