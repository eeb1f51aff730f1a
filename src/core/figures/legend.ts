import { element, text, textWidth } from './markup';
import { styleOf } from './palette';

/** An algorithm as figures know it. */
export interface Named {
  readonly id: string;
  readonly name: string;
  /** Its place in the comparison, from 0: the same colour, line and mark in every figure. */
  readonly place: number;
}

/** Where an entry of a legend stands: pixels from the left, and its row. */
export interface LegendPlace {
  readonly x: number;
  readonly row: number;
}

/** Sets entries of the given widths side by side, and into the next row where the room ends. */
export function legendPlaces(widths: readonly number[], room: number, gap: number): LegendPlace[] {
  let x = 0;
  let row = 0;
  return widths.map((width) => {
    if (x > 0 && x + width > room) {
      x = 0;
      row++;
    }
    const place = { x, row };
    x += width + gap;
    return place;
  });
}

const rowHeight = 18;
const sampleWidth = 24;

/** Lines and names above a plot, from pixel `left` in `room` pixels; its height moves the plot down. */
export function lineLegend(
  algorithms: readonly Named[],
  left: number,
  room: number,
): { markup: string; height: number } {
  const places = legendPlaces(
    algorithms.map(({ name }) => sampleWidth + 6 + textWidth(name)),
    room,
    16,
  );
  const entries = algorithms.map(({ id, name, place }, i) => {
    const { colour, dash } = styleOf(place);
    const [x, y] = [left + places[i].x, 12 + places[i].row * rowHeight];
    const stroke = { fill: 'none', stroke: colour, 'stroke-width': 2.5, 'stroke-dasharray': dash };
    const sample = element('path', { d: `M${x} ${y}h${sampleWidth}`, ...stroke });
    return element('g', { 'data-algorithm': id }, sample + text(x + sampleWidth + 6, y + 4, name));
  });
  const rows = Math.max(0, ...places.map(({ row }) => row + 1));
  return { markup: entries.join(''), height: rows * rowHeight + 6 };
}
