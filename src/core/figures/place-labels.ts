import { textWidth } from './markup';

export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

/** Where a label stands: its text's anchor and base line. */
export interface PlacedLabel {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

interface Rectangle {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const gap = 9;
const lineHeight = 13;

/** Names beside their points: each takes the free place (right, left, above, below, then farther) that overlaps least. */
export function placeLabels(points: readonly LabelledPoint[], room: Rectangle): PlacedLabel[] {
  const taken: Rectangle[] = points.map(({ x, y }) => box(x - 6, x + 6, y - 6, y + 6));
  return points.map((point) => {
    const choices = candidates(point);
    const costs = choices.map((choice, i) => cost(rectangleOf(choice, point.label), taken, room) + i * 0.5);
    const best = choices[costs.indexOf(Math.min(...costs))];
    taken.push(rectangleOf(best, point.label));
    return best;
  });
}

function candidates({ x, y }: LabelledPoint): PlacedLabel[] {
  return [0, 1, 2].flatMap((step): PlacedLabel[] => {
    const far = step * lineHeight;
    return [
      { x: x + gap, y: y + 4 - far, anchor: 'start' },
      { x: x - gap, y: y + 4 - far, anchor: 'end' },
      { x: x + gap, y: y + 4 + far, anchor: 'start' },
      { x: x - gap, y: y + 4 + far, anchor: 'end' },
      { x, y: y - gap - far, anchor: 'middle' },
      { x, y: y + gap + 9 + far, anchor: 'middle' },
    ];
  });
}

function rectangleOf({ x, y, anchor }: PlacedLabel, label: string): Rectangle {
  const width = textWidth(label);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return box(left, left + width, y - 10, y + 3);
}

function cost(own: Rectangle, taken: readonly Rectangle[], room: Rectangle): number {
  const outside =
    Math.max(0, room.left - own.left) +
    Math.max(0, own.right - room.right) +
    Math.max(0, room.top - own.top) +
    Math.max(0, own.bottom - room.bottom);
  return taken.reduce((sum, other) => sum + overlap(own, other), outside * 50);
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

function box(left: number, right: number, top: number, bottom: number): Rectangle {
  return { left, right, top, bottom };
}
