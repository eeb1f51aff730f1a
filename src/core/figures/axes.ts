import { element, text, textWidth, type Plot } from './markup';
import { tokens } from './palette';
import { tickText, type Scale } from './scale';

export interface AxisOptions {
  /** With its unit. */
  readonly title: string;
  readonly tickText?: (value: number) => string;
  /** Lines across the plot at the ticks. */
  readonly grid?: boolean;
}

/** The x axis below the plot: ticks, their grid, and the title under them (38 px in all). */
export function xAxis(scale: Scale, plot: Plot, options: AxisOptions): string {
  const { grid = true, title } = options;
  const words = options.tickText ?? tickText;
  const ticks = scale.ticks.map((tick) => {
    const x = scale.at(tick);
    const label = text(x, plot.bottom + 16, words(tick), { 'text-anchor': 'middle', fill: tokens.muted });
    return (grid ? line(`M${x} ${plot.top}V${plot.bottom}`, tokens.line) : '') + label;
  });
  const middle = (plot.left + plot.right) / 2;
  const base = line(`M${plot.left} ${plot.bottom}H${plot.right}`, tokens.muted);
  return [...ticks, base, text(middle, plot.bottom + 34, title, { 'text-anchor': 'middle' })].join('');
}

/** The y axis left of the plot: ticks, their grid, and the title standing upright at pixel 14. */
export function yAxis(scale: Scale, plot: Plot, options: AxisOptions): string {
  const { grid = true, title } = options;
  const words = options.tickText ?? tickText;
  const ticks = scale.ticks.map((tick) => {
    const y = scale.at(tick);
    const label = text(plot.left - 8, y + 4, words(tick), { 'text-anchor': 'end', fill: tokens.muted });
    return (grid ? line(`M${plot.left} ${y}H${plot.right}`, tokens.line) : '') + label;
  });
  const middle = (plot.top + plot.bottom) / 2;
  const upright = { 'text-anchor': 'middle', transform: `rotate(-90 14 ${middle})` };
  return [...ticks, text(14, middle, title, upright)].join('');
}

/** How far left the plot begins, so that the tick labels and the title of the y axis have room. */
export function yAxisRoom(scale: Scale, words: (value: number) => string = tickText): number {
  return 30 + Math.max(...scale.ticks.map((tick) => textWidth(words(tick))));
}

/** A thin line along a path. */
export function line(path: string, stroke: string, width = 1): string {
  return element('path', { d: path, fill: 'none', stroke, 'stroke-width': width });
}
