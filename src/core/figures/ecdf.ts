import { line, xAxis, yAxis } from './axes';
import { lineLegend, type Named } from './legend';
import { element, picture, text, title, type Size } from './markup';
import { styleOf, tokens } from './palette';
import { focus, makeScale, type Scale } from './scale';

export interface EcdfFigure {
  readonly algorithms: readonly (Named & { readonly values: readonly number[] })[];
  /** What the values are, with their unit. */
  readonly measure: string;
  readonly size?: Size;
}

/**
 * The empirical distribution of each algorithm's values: a step of 1/n at each value. A long tail of few values is cut
 * off the axis and counted below it; the lines keep their true heights.
 */
export function ecdfFigure({ algorithms, measure, size = { width: 720, height: 380 } }: EcdfFigure): string {
  const legend = lineLegend(algorithms, 58, size.width - 70);
  const plot = { left: 58, right: size.width - 14, top: legend.height + 8, bottom: size.height - 44 };
  const values = algorithms.flatMap((one) => one.values);
  const { low, high } = focus(values);
  const edge = 0.015 * (high - low);
  const x = makeScale([low - edge, high + edge], plot.left, plot.right, { nice: false });
  const y = makeScale([0, 1], plot.bottom, plot.top, { aim: 5 });
  const lines = algorithms.map((one) => {
    const { colour, dash } = styleOf(one.place);
    const stroke = { fill: 'none', stroke: colour, 'stroke-width': 2, 'stroke-dasharray': dash };
    const path = element('path', { d: ecdfPath(one.values, x, y), 'stroke-linejoin': 'round', ...stroke });
    return element('g', { 'data-algorithm': one.id }, title(one.name) + path);
  });
  const axes =
    xAxis(x, plot, { title: measure }) +
    yAxis(y, plot, { title: 'share of sessions at or below' }) +
    line(`M${plot.left} ${y.at(0.5)}H${plot.right}`, tokens.muted, 0.5);
  const cut = values.filter((value) => value < x.low || value > x.high).length;
  const note = cut === 0 ? '' : text(plot.right, size.height - 10, cutNote(cut, values.length), small);
  return picture(
    size,
    `Distribution of ${measure} over sessions`,
    legend.markup + axes + lines.join('') + note,
  );
}

const small = { 'text-anchor': 'end', 'font-size': 10.5, fill: tokens.muted };

function cutNote(cut: number, all: number): string {
  return `${cut} of ${all} beyond the axis`;
}

/** Path of the step function; values left of the axis raise the line where it begins, those right of it are still to come. */
export function ecdfPath(values: readonly number[], x: Scale, y: Scale): string {
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  const before = sorted.filter((value) => value < x.low).length;
  const within = sorted.slice(before).filter((value) => value <= x.high);
  const corners = within.map((value, i) => ({ x: x.at(value), y: y.at((before + i + 1) / count) }));
  const steps = seen(corners).map((corner) => `H${corner.x}V${corner.y}`);
  return `M${x.at(x.low)} ${y.at(before / count)}${steps.join('')}H${x.at(x.high)}`;
}

/** Below this nothing can be seen, and ten thousand steps become as many as there are pixels. */
const visiblePixels = 0.2;

function seen<Corner extends { readonly x: number; readonly y: number }>(
  corners: readonly Corner[],
): Corner[] {
  const kept: Corner[] = [];
  corners.forEach((corner, i) => {
    const last = kept[kept.length - 1];
    const moved = Math.max(Math.abs(corner.x - last?.x), Math.abs(corner.y - last?.y));
    if (i === 0 || i === corners.length - 1 || moved >= visiblePixels) kept.push(corner);
  });
  return kept;
}
