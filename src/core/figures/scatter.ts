import { line, xAxis, yAxis, yAxisRoom } from './axes';
import type { Named } from './legend';
import { decimal } from '../text/number';
import { element, picture, text, title, type Size } from './markup';
import { styleOf, tokens } from './palette';
import { clamped, focus, makeScale } from './scale';

/** One trace under both algorithms. */
export interface ScatterPoint {
  readonly trace: string;
  readonly x: number;
  readonly y: number;
}

export interface ScatterFigure {
  readonly x: Named;
  readonly y: Named;
  readonly points: readonly ScatterPoint[];
  /** What both axes show, with its unit. */
  readonly measure: string;
  readonly size?: Size;
}

/** On how many traces each of the two is better, and on how many they are even (to 1e-9). */
export function betterThan(points: readonly ScatterPoint[]): { x: number; y: number; even: number } {
  const even = points.filter(({ x, y }) => Math.abs(x - y) <= 1e-9).length;
  const y = points.filter((point) => point.y - point.x > 1e-9).length;
  return { x: points.length - even - y, y, even };
}

/** Two algorithms trace by trace: above the diagonal the upright one is better. Far points stand at the edge. */
export function scatterFigure(figure: ScatterFigure): string {
  const { points, measure, size = { width: 460, height: 440 } } = figure;
  const { low, high } = focus(points.flatMap(({ x, y }) => [x, y]));
  const room = yAxisRoom(makeScale([low, high], 0, 1, { aim: 5 }));
  const plot = { left: room, right: size.width - 14, top: 14, bottom: size.height - 44 };
  const x = clamped(makeScale([low, high], plot.left, plot.right, { aim: 5 }));
  const y = clamped(makeScale([low, high], plot.bottom, plot.top, { aim: 5 }));
  const diagonal = element('path', {
    d: `M${plot.left} ${plot.bottom}L${plot.right} ${plot.top}`,
    stroke: tokens.muted,
    'stroke-dasharray': '5 4',
  });
  const axes =
    xAxis(x, plot, { title: `${figure.x.name}: ${measure}` }) +
    yAxis(y, plot, { title: `${figure.y.name}: ${measure}` }) +
    line(`M${plot.left} ${plot.top}V${plot.bottom}`, tokens.muted);
  const marks = points.map((point) => mark(figure, point, x.at(point.x), y.at(point.y)));
  const better = betterThan(points);
  const counts = [
    text(plot.left + 10, plot.top + 18, countText(figure.y.name, better.y, points.length), upper(figure.y)),
    text(
      plot.right - 10,
      plot.bottom - 12,
      countText(figure.x.name, better.x, points.length),
      lower(figure.x),
    ),
    better.even === 0 ? '' : text(plot.right - 10, plot.top + 18, `even on ${better.even}`, evenStyle),
  ];
  const label = `${figure.y.name} against ${figure.x.name} on ${points.length} traces`;
  return picture(size, label, axes + diagonal + marks.join('') + counts.join(''));
}

const halo = {
  'font-weight': 600,
  stroke: tokens.panel,
  'stroke-width': 4,
  'paint-order': 'stroke',
  'stroke-linejoin': 'round',
} as const;
const evenStyle = { ...halo, 'text-anchor': 'end', fill: tokens.muted };
const upper = ({ place }: Named) => ({ ...halo, fill: styleOf(place).colour });
const lower = ({ place }: Named) => ({ ...upper({ id: '', name: '', place }), 'text-anchor': 'end' });

function countText(name: string, count: number, all: number): string {
  return `${name} better on ${count} of ${all}`;
}

/** The mark has the colour of the better one; a circle above the diagonal, a square below it. */
function mark({ x, y }: ScatterFigure, point: ScatterPoint, atX: number, atY: number): string {
  const better = point.y >= point.x ? y : x;
  const path = point.y >= point.x ? 'M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0Z' : 'M-3.5 -3.5H3.5V3.5H-3.5Z';
  const words = `${point.trace}\n${y.name} ${decimal(point.y, 3)}, ${x.name} ${decimal(point.x, 3)}`;
  const attributes = {
    'data-trace': point.trace,
    'data-algorithm': better.id,
    d: path,
    transform: `translate(${atX} ${atY})`,
    fill: styleOf(better.place).colour,
    'fill-opacity': 0.65,
    stroke: tokens.panel,
    'stroke-width': 0.75,
  };
  return element('path', attributes, title(words));
}
