import { quantile } from '../stats/statistics';
import { decimal } from '../text/number';
import { line, xAxis } from './axes';
import type { Named } from './legend';
import { element, picture, text, textWidth, title, type Plot } from './markup';
import { styleOf, tokens } from './palette';
import { clamped, focus, makeScale, type Scale } from './scale';

/** The values of one algorithm on one trace set; `traces[i]` gave `values[i]`. */
export interface BoxGroup {
  readonly set: string;
  readonly algorithm: Named;
  readonly traces: readonly string[];
  readonly values: readonly number[];
}

export interface BoxesFigure {
  /** In the order of the rows, all of one set together. */
  readonly groups: readonly BoxGroup[];
  readonly measure: string;
  readonly width?: number;
}

/** Tukey's five numbers: quartiles (R's type 7), and whiskers to the last value within 1.5 times the quartiles' distance. */
export interface Box {
  readonly low: number;
  readonly first: number;
  readonly median: number;
  readonly third: number;
  readonly high: number;
  /** Indices of the values beyond the whiskers. */
  readonly outliers: readonly number[];
}

export function boxOf(values: readonly number[]): Box {
  const sorted = [...values].sort((a, b) => a - b);
  const [first, median, third] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
  const reach = 1.5 * (third - first);
  const within = sorted.filter((value) => value >= first - reach && value <= third + reach);
  const [low, high] = [within[0], within[within.length - 1]];
  const outliers = values.flatMap((value, i) => (value < low || value > high ? [i] : []));
  return { low, first, median, third, high, outliers };
}

const rowHeight = 24;
const headHeight = 26;

/** A row for each algorithm and trace set: box, whiskers, mean (the mark) and the traces beyond. Far ones stand at the edge. */
export function boxesFigure({ groups, measure, width = 720 }: BoxesFigure): string {
  const room = 24 + Math.max(...groups.map(({ algorithm }) => textWidth(algorithm.name)));
  const sets = [...new Set(groups.map(({ set }) => set))];
  const plot: Plot = {
    left: Math.min(room, width / 2),
    right: width - 14,
    top: 4,
    bottom: 8 + sets.length * headHeight + groups.length * rowHeight,
  };
  const { low, high } = focus(groups.flatMap(({ values }) => values));
  const whiskers = groups.map(({ values }) => boxOf(values)).flatMap((box) => [box.low, box.high]);
  const x = clamped(makeScale([low, high, ...whiskers], plot.left, plot.right));
  let y = plot.top;
  const rows = sets.flatMap((set) => {
    const own = groups.filter((group) => group.set === set);
    const count = own[0].values.length;
    const head = text(4, y + 18, `${set} \u00b7 ${count} ${count === 1 ? 'trace' : 'traces'}`, {
      'font-weight': 600,
    });
    y += headHeight;
    const drawn = own.map((group, i) => row(group, x, plot, y + (i + 0.5) * rowHeight));
    y += own.length * rowHeight;
    return [head, ...drawn];
  });
  const size = { width, height: plot.bottom + 44 };
  return picture(size, `${measure} by trace set`, xAxis(x, plot, { title: measure }) + rows.join(''));
}

function row({ set, algorithm, traces, values }: BoxGroup, x: Scale, plot: Plot, y: number): string {
  const { low, first, median, third, high, outliers } = boxOf(values);
  const { colour, marker } = styleOf(algorithm.place);
  const name = text(plot.left - 10, y + 4, algorithm.name, { 'text-anchor': 'end' });
  const whiskers = line(`M${x.at(low)} ${y}H${x.at(first)}M${x.at(third)} ${y}H${x.at(high)}`, colour, 1.5);
  const ends = line(`M${x.at(low)} ${y - 4}v8M${x.at(high)} ${y - 4}v8`, colour, 1.5);
  const body = element('rect', {
    x: x.at(first),
    y: y - 7,
    width: Math.max(1, x.at(third) - x.at(first)),
    height: 14,
    rx: 2,
    fill: colour,
    'fill-opacity': 0.22,
    stroke: colour,
    'stroke-width': 1.5,
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanMark = element('path', {
    d: marker,
    transform: `translate(${x.at(mean)} ${y}) scale(0.7)`,
    fill: colour,
    stroke: tokens.panel,
  });
  const words = `${algorithm.name}: median ${decimal(median, 3)}, quartiles ${decimal(first, 3)} and ${decimal(third, 3)}, mean ${decimal(mean, 3)}`;
  const box = element(
    'g',
    { 'data-algorithm': algorithm.id },
    title(words) + whiskers + ends + body + line(`M${x.at(median)} ${y - 7}v14`, colour, 3) + meanMark,
  );
  const beyond = outliers.map((i) =>
    element(
      'circle',
      {
        'data-algorithm': algorithm.id,
        'data-trace': traces[i],
        'data-set': set,
        cx: x.at(values[i]),
        cy: y,
        r: 2.5,
        fill: colour,
        'fill-opacity': 0.6,
      },
      title(`${traces[i]}: ${decimal(values[i], 3)}`),
    ),
  );
  return name + box + beyond.join('');
}
