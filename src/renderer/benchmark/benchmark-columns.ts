import type { AlgorithmReport } from '../../core/benchmark/report';
import { decimal, percent } from '../ui/format';

/** A column of the benchmark's table. */
export interface BenchmarkColumn {
  readonly id: string;
  readonly label: string;
  /** Under the label: a unit, or what stands in brackets. */
  readonly unit: string;
  /** What the figure is, for whoever rests on the head. */
  readonly explains: string;
  /** What rows are sorted by; null stands last. */
  readonly value: (row: AlgorithmReport) => number | null;
  readonly text: (row: AlgorithmReport) => string;
  /** A smaller figure behind the first. */
  readonly note?: (row: AlgorithmReport) => string;
  /** The lowest is best: the first click sorts upwards. */
  readonly lowIsGood?: true;
}

const none = '\u2013';

/** The table of a cell, left to right. */
export const benchmarkColumns: readonly BenchmarkColumn[] = [
  {
    id: 'qoe',
    label: 'Mean QoE',
    unit: '95 % interval',
    explains: 'Mean over traces of the mean QoE per chunk, with its 95 % bootstrap interval',
    value: ({ meanQoe }) => meanQoe,
    text: ({ meanQoe }) => decimal(meanQoe, 3),
    note: ({ ci95 }) => interval(ci95),
  },
  figure('median', 'Median', 'QoE', 'Median over traces', ({ medianQoe }) => medianQoe, 3),
  {
    id: 'difference',
    label: 'Against baseline',
    unit: '95 % interval',
    explains: 'Mean of the differences to the baseline, trace by trace, with its 95 % bootstrap interval',
    value: ({ difference }) => difference?.mean ?? null,
    text: ({ difference }) => (difference === null ? 'baseline' : signed(difference.mean)),
    note: ({ difference }) => (difference === null ? '' : interval(difference.ci95)),
  },
  {
    id: 'p',
    label: 'p',
    unit: 'Holm',
    explains:
      'Wilcoxon signed-rank test of the differences, two-sided, with Holm’s correction over the algorithms',
    value: ({ difference }) => difference?.pHolm ?? null,
    text: ({ difference }) => (difference === null ? none : probability(difference.pHolm)),
    lowIsGood: true,
  },
  {
    id: 'wins',
    label: 'Better',
    unit: ': worse',
    explains: 'Traces on which it is better and worse than the baseline',
    value: ({ difference }) => (difference === null ? null : difference.wins - difference.losses),
    text: ({ difference }) => (difference === null ? none : `${difference.wins} : ${difference.losses}`),
  },
  figure('quality', 'Quality', 'QoE part', 'Quality part of QoE', ({ qualityQoe }) => qualityQoe, 3),
  figure('stall', 'Stalls', 'QoE part', 'What stalls cost of QoE', ({ stallQoe }) => stallQoe, 3),
  figure('switch', 'Switches', 'QoE part', 'What switches cost of QoE', ({ switchQoe }) => switchQoe, 3),
  figure('bitrate', 'Bitrate', 'Mbit/s', 'Mean bitrate', ({ bitrateKbps }) => bitrateKbps / 1000, 2),
  {
    ...figure(
      'rebuffer',
      'Stalled',
      's a chunk',
      'Seconds of stall per chunk',
      (r) => r.rebufferSecondsPerChunk,
      3,
    ),
    lowIsGood: true,
  },
  {
    id: 'ceiling',
    label: 'Ceiling',
    unit: 'share of',
    explains:
      'Share of what the offline plan reaches; needs that plan among the algorithms and its player model',
    value: ({ ceilingShare }) => ceilingShare,
    text: ({ ceilingShare }) => (ceilingShare === null ? none : percent(ceilingShare)),
  },
  {
    id: 'decision',
    label: 'Decision',
    unit: '\u00b5s, p99',
    explains: 'Time of a decision on this machine: median, and what 99 % stay under',
    value: ({ speed }) => speed.decisionMicrosecondsP50,
    text: ({ speed }) => microseconds(speed.decisionMicrosecondsP50),
    note: ({ speed }) => microseconds(speed.decisionMicrosecondsP99),
    lowIsGood: true,
  },
  {
    id: 'speed',
    label: 'Speed',
    unit: 'chunks/s',
    explains: 'Chunks simulated in a second of one core, decisions included',
    value: ({ speed }) => speed.chunksPerSecond,
    text: ({ speed }) => (speed.chunksPerSecond === null ? none : thousands(speed.chunksPerSecond)),
  },
];

/** The rows by a column; rows without a figure stand last either way. */
export function sortedBy(
  rows: readonly AlgorithmReport[],
  column: BenchmarkColumn,
  upwards: boolean,
): AlgorithmReport[] {
  const sign = upwards ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [ofA, ofB] = [column.value(a), column.value(b)];
    if (ofA === null || ofB === null) return Number(ofA === null) - Number(ofB === null);
    return sign * (ofA - ofB);
  });
}

function figure(
  id: string,
  label: string,
  unit: string,
  explains: string,
  value: (row: AlgorithmReport) => number,
  digits: number,
): BenchmarkColumn {
  return { id, label, unit, explains, value, text: (row) => decimal(value(row), digits) };
}

function interval([from, to]: readonly [number, number]): string {
  return `${decimal(from, 3)} to ${decimal(to, 3)}`;
}

function signed(value: number): string {
  return value > 0 ? `+${decimal(value, 3)}` : decimal(value, 3);
}

function probability(p: number): string {
  return p < 0.001 ? '< 0.001' : decimal(p, 3);
}

function microseconds(value: number | null): string {
  if (value === null) return none;
  return value < 100 ? decimal(value, 1) : thousands(value);
}

/** Three significant digits and a k or M: 12.3 k. */
function thousands(value: number): string {
  if (value < 1000) return decimal(value, 0);
  const [scaled, unit] = value < 1e6 ? [value / 1e3, 'k'] : [value / 1e6, 'M'];
  return `${decimal(scaled, scaled < 10 ? 2 : scaled < 100 ? 1 : 0)} ${unit}`;
}
