/** Where a drawing lies: its pixels, the seconds from left to right, and the value of its upper edge. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly from: number;
  readonly to: number;
  readonly most: number;
}

export interface Point {
  readonly t: number;
  readonly value: number;
}

/** A line from point to point, as an SVG path. */
export function linePath(points: readonly Point[], frame: Frame): string {
  return inFrame(points, frame)
    .map((point, i) => `${i === 0 ? 'M' : 'L'}${place(point, frame)}`)
    .join('');
}

/** A line that keeps each value until the next, and the last until `until`. */
export function stepPath(points: readonly Point[], frame: Frame, until: number): string {
  const steps = points.flatMap(({ t, value }, i) => [
    { t, value },
    { t: points[i + 1]?.t ?? Math.max(t, until), value },
  ]);
  return linePath(steps, frame);
}

/** The area under a line. */
export function areaPath(points: readonly Point[], frame: Frame): string {
  const shown = inFrame(points, frame);
  if (shown.length === 0) return '';
  const floor = (t: number): string => place({ t, value: 0 }, frame);
  return `${linePath(points, frame)}L${floor(shown[shown.length - 1].t)}L${floor(shown[0].t)}Z`;
}

/** The points that show, and the last one before, moved to the edge. */
function inFrame(points: readonly Point[], { from, to }: Frame): readonly Point[] {
  const first = points.findIndex(({ t }) => t >= from);
  const shown = first < 0 ? [] : points.slice(first).filter(({ t }) => t <= to);
  const before = first < 0 ? points[points.length - 1] : points[first - 1];
  return before ? [{ t: from, value: before.value }, ...shown] : shown;
}

function place({ t, value }: Point, { width, height, from, to, most }: Frame): string {
  const x = ((t - from) / (to - from)) * width;
  const y = height * (1 - Math.min(1, Math.max(0, value / most)));
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
