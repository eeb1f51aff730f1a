import { decimal } from '../text/number';
import { line, xAxis, yAxis, yAxisRoom } from './axes';
import type { Named } from './legend';
import { element, picture, text, title, type Size } from './markup';
import { styleOf, tokens } from './palette';
import { placeLabels } from './place-labels';
import { makeScale } from './scale';

/** An algorithm's means: seconds of stall a chunk (less is better) and bitrate (more is better). */
export interface TradePoint extends Named {
  readonly stallSeconds: number;
  readonly kbps: number;
  /** Not part of the front: it sees the future, which nobody can play. */
  readonly seesFuture?: boolean;
}

export interface ParetoFigure {
  readonly algorithms: readonly TradePoint[];
  readonly size?: Size;
}

/** Those that no other beats in one of the two without losing in the other; from the least stall on. */
export function paretoFront<Point extends Pick<TradePoint, 'stallSeconds' | 'kbps'>>(
  points: readonly Point[],
): Point[] {
  const dominated = (point: Point): boolean =>
    points.some(
      (other) =>
        other.stallSeconds <= point.stallSeconds &&
        other.kbps >= point.kbps &&
        (other.stallSeconds < point.stallSeconds || other.kbps > point.kbps),
    );
  return points
    .filter((point) => !dominated(point))
    .sort((a, b) => a.stallSeconds - b.stallSeconds || a.kbps - b.kbps);
}

/** Stall against bitrate with the Pareto front; the stall axis runs backwards, so that up and right is better. */
export function paretoFigure({ algorithms, size = { width: 560, height: 400 } }: ParetoFigure): string {
  const mbps = algorithms.map(({ kbps }) => kbps / 1000);
  const rough = makeScale(mbps, 0, 1, { aim: 5 });
  const plot = { left: yAxisRoom(rough), right: size.width - 20, top: 14, bottom: size.height - 44 };
  const stalls = algorithms.map(({ stallSeconds }) => stallSeconds);
  const x = makeScale([0, ...stalls], plot.right, plot.left, { aim: 5 });
  const y = makeScale(mbps, plot.bottom, plot.top, { aim: 5 });
  const at = ({ stallSeconds, kbps }: TradePoint) => ({ x: x.at(stallSeconds), y: y.at(kbps / 1000) });
  const axes =
    xAxis(x, plot, { title: 'stall (seconds a chunk), less to the right' }) +
    yAxis(y, plot, { title: 'bitrate (Mbit/s)' }) +
    line(`M${plot.left} ${plot.top}V${plot.bottom}`, tokens.muted);
  const real = algorithms.filter(({ seesFuture }) => seesFuture !== true);
  const front = paretoFront(real.length > 0 ? real : algorithms);
  const [start, ...rest] = front.map(at);
  const steps = rest.map((point) => `V${point.y}H${point.x}`).join('');
  const frontPath = element('path', {
    d: `M${start.x} ${plot.bottom}V${start.y}${steps}H${plot.left}`,
    fill: 'none',
    stroke: tokens.muted,
    'stroke-width': 1.5,
    'stroke-dasharray': '6 4',
    'data-front': front.map(({ id }) => id).join(' '),
  });
  const labels = placeLabels(
    algorithms.map((one) => ({ ...at(one), label: one.name })),
    plot,
  );
  const marks = algorithms.map((one, i) => mark(one, at(one), labels[i], front.includes(one)));
  const better = text(plot.left + 10, plot.bottom - 10, 'better \u2197', { fill: tokens.muted });
  return picture(size, 'Stall against bitrate', axes + frontPath + better + marks.join(''));
}

function mark(
  { id, name, place, stallSeconds, kbps }: TradePoint,
  at: { x: number; y: number },
  label: { x: number; y: number; anchor: string },
  onFront: boolean,
): string {
  const { colour, marker } = styleOf(place);
  const words = `${name}: ${decimal(kbps / 1000)} Mbit/s, ${decimal(stallSeconds, 3)} s of stall a chunk${onFront ? '; on the Pareto front' : ''}`;
  const point = element('path', {
    d: marker,
    transform: `translate(${at.x} ${at.y}) scale(1.25)`,
    fill: colour,
    stroke: tokens.panel,
  });
  const halo = { stroke: tokens.panel, 'stroke-width': 3, 'paint-order': 'stroke' };
  const weight = { 'text-anchor': label.anchor, 'font-weight': onFront ? 600 : 400 };
  return element(
    'g',
    { 'data-algorithm': id },
    title(words) + point + text(label.x, label.y, name, { ...halo, ...weight }),
  );
}
