import { decimal } from '../text/number';
import { escape } from '../figures/markup';
import type { Interval } from '../stats/bootstrap';
import type { AlgorithmReport, CellReport } from './report';

interface Column {
  readonly head: string;
  readonly cell: (one: AlgorithmReport) => string;
}

const qoeColumns: readonly Column[] = [
  { head: 'QoE', cell: (one) => decimal(one.meanQoe, 4) },
  { head: '95 %', cell: (one) => intervalText(one.ci95) },
  { head: 'median', cell: (one) => decimal(one.medianQoe, 3) },
  { head: 'quality', cell: (one) => decimal(one.qualityQoe, 3) },
  { head: 'stalls', cell: (one) => decimal(one.stallQoe, 3) },
  { head: 'switches', cell: (one) => decimal(one.switchQoe, 3) },
  { head: 'difference', cell: ({ difference }) => (difference ? decimal(difference.mean, 4) : 'baseline') },
  { head: '95 %', cell: ({ difference }) => (difference ? intervalText(difference.ci95) : '') },
  {
    head: 'better / same / worse',
    cell: ({ difference }) =>
      difference ? `${difference.wins} / ${difference.ties} / ${difference.losses}` : '',
  },
  { head: 'p (Holm)', cell: ({ difference }) => (difference ? chanceText(difference.pHolm) : '') },
  {
    head: 'of the plan',
    cell: ({ ceilingShare }) => (ceilingShare === null ? '' : `${decimal(100 * ceilingShare, 1)} %`),
  },
];

const speedColumns: readonly Column[] = [
  { head: 'kbps', cell: (one) => decimal(one.bitrateKbps, 0) },
  { head: 'change kbps', cell: (one) => decimal(one.changeKbpsPerChunk, 0) },
  { head: 'stall s / chunk', cell: (one) => decimal(one.rebufferSecondsPerChunk, 4) },
  {
    head: 'start-up s',
    cell: ({ startupSeconds }) => (startupSeconds === null ? '' : decimal(startupSeconds, 2)),
  },
  { head: 'decision \u00b5s p50', cell: ({ speed }) => maybe(speed.decisionMicrosecondsP50, 1) },
  { head: 'p99', cell: ({ speed }) => maybe(speed.decisionMicrosecondsP99, 1) },
  { head: 'chunks / s', cell: ({ speed }) => maybe(speed.chunksPerSecond, 0) },
];

/** QoE, what it is made of, and how it stands to the baseline; the best first. */
export function qoeTable(cell: CellReport): string {
  return table(cell, qoeColumns);
}

/** The figures behind the QoE, and how fast each algorithm decides. */
export function speedTable(cell: CellReport): string {
  return table(cell, speedColumns);
}

/** A chance in words as short as it allows. */
export function chanceText(p: number): string {
  return p < 0.001 ? p.toExponential(1).replace('-', '\u2212') : decimal(p, 3);
}

function intervalText([from, to]: Interval): string {
  return `${decimal(from, 3)} to ${decimal(to, 3)}`;
}

function maybe(value: number | null, digits: number): string {
  return value === null ? '' : decimal(value, digits);
}

function table({ algorithms }: CellReport, columns: readonly Column[]): string {
  const ranked = [...algorithms].sort((a, b) => b.meanQoe - a.meanQoe);
  const heads = ['algorithm', ...columns.map(({ head }) => head)];
  const rows = ranked.map((one) => {
    const cells = columns.map(({ cell }) => `<td>${escape(cell(one))}</td>`);
    return `<tr><th scope="row">${escape(one.name)}</th>${cells.join('')}</tr>`;
  });
  return `<div class="wide"><table><thead><tr>${heads.map((head) => `<th scope="col">${escape(head)}</th>`).join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>`;
}
