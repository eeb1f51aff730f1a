import { decimal } from '../text/number';
import { line, xAxis } from './axes';
import type { Named } from './legend';
import { element, picture, text, textWidth, title } from './markup';
import { styleOf, tokens } from './palette';
import { makeScale } from './scale';

export interface MeansFigure {
  /** In the order of the rows. */
  readonly algorithms: readonly (Named & {
    readonly mean: number;
    readonly interval: readonly [number, number];
  })[];
  readonly measure: string;
  readonly width?: number;
}

const rowHeight = 26;

/** Each mean with its 95 % interval and its figure; zero is marked where it lies within the axis. */
export function meansFigure({ algorithms, measure, width = 720 }: MeansFigure): string {
  const room = 24 + Math.max(...algorithms.map(({ name }) => textWidth(name)));
  const height = 12 + rowHeight * algorithms.length + 44;
  const plot = { left: Math.min(room, width / 2), right: width - 66, top: 6, bottom: height - 44 };
  const x = makeScale(
    algorithms.flatMap(({ mean, interval }) => [mean, ...interval]),
    plot.left,
    plot.right,
  );
  const rows = algorithms.map(({ id, name, place, mean, interval: [from, to] }, i) => {
    const y = plot.top + rowHeight * (i + 0.5) + 3;
    const { colour, marker } = styleOf(place);
    const ends = `M${x.at(from)} ${y - 5}v10M${x.at(to)} ${y - 5}v10`;
    const words = `${name}: mean ${decimal(mean, 3)}, 95 % interval ${decimal(from, 3)} to ${decimal(to, 3)}`;
    const marks =
      line(`M${x.at(from)} ${y}H${x.at(to)}${ends}`, colour, 2) +
      element('path', {
        d: marker,
        transform: `translate(${x.at(mean)} ${y})`,
        fill: colour,
        stroke: tokens.panel,
      });
    const label = text(plot.left - 10, y + 4, name, { 'text-anchor': 'end' });
    const figure = text(width - 8, y + 4, decimal(mean, 3), { 'text-anchor': 'end', 'font-weight': 600 });
    return element('g', { 'data-algorithm': id }, title(words) + label + marks + figure);
  });
  const zero =
    x.low < 0 && x.high > 0 ? line(`M${x.at(0)} ${plot.top}V${plot.bottom}`, tokens.muted, 1.5) : '';
  const axis = xAxis(x, plot, { title: `mean ${measure}, with its 95 % interval` });
  return picture({ width, height }, `Mean ${measure} of each algorithm`, axis + zero + rows.join(''));
}
