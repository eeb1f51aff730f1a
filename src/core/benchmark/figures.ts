import { seesFuture } from './answer';
import type { CellValues, SessionMeasure } from './cell-values';
import { mean } from '../stats/statistics';
import { boxesFigure } from '../figures/boxes';
import { ecdfFigure } from '../figures/ecdf';
import type { Named } from '../figures/legend';
import type { Size } from '../figures/markup';
import { meansFigure } from '../figures/means';
import { paretoFigure } from '../figures/pareto';
import { scatterFigure } from '../figures/scatter';

/** Sessions that can be compared: one video, one measure, one player, and one or several trace sets. */
export interface Compared {
  /** The QoE measure, as titles show it. */
  readonly qoe: string;
  readonly sets: readonly { readonly name: string; readonly cell: CellValues }[];
}

/** QoE and what it is made of: its parts add up to it. */
export const qoeParts = [
  { id: 'qoe', name: 'QoE', measure: 'qoe', words: 'QoE' },
  { id: 'quality', name: 'Quality', measure: 'qualityQoe', words: 'quality part of QoE' },
  { id: 'stall', name: 'Stalls', measure: 'stallQoe', words: 'stall part of QoE' },
  { id: 'switch', name: 'Switches', measure: 'switchQoe', words: 'switch part of QoE' },
] as const;

export type QoePart = (typeof qoeParts)[number];

/** The algorithms with their places: the same colour, line and mark in every figure. */
export function namedOf({ algorithms }: CellValues): Named[] {
  return algorithms.map(({ id, name }, place) => ({ id, name, place }));
}

/** Distribution of QoE or of a part of it, all trace sets together. */
export function ecdfOf(compared: Compared, part: QoePart, size?: Size): string {
  const algorithms = namesIn(compared).map((one) => ({
    ...one,
    values: valuesOf(compared, one.place, part.measure),
  }));
  return ecdfFigure({ algorithms, measure: titleOf(compared, part), size });
}

/** Two algorithms (by their places) trace by trace. */
export function scatterOf(compared: Compared, x: number, y: number, size?: Size): string {
  const names = namesIn(compared);
  const [ofX, ofY] = [valuesOf(compared, x, 'qoe'), valuesOf(compared, y, 'qoe')];
  const traces = compared.sets.flatMap(({ cell }) => cell.traceNames);
  return scatterFigure({
    x: names[x],
    y: names[y],
    points: traces.map((trace, i) => ({ trace, x: ofX[i], y: ofY[i] })),
    measure: titleOf(compared),
    size,
  });
}

/** Boxes of QoE by trace set. */
export function boxesOf(compared: Compared, width?: number): string {
  const groups = compared.sets.flatMap(({ name, cell }) =>
    namedOf(cell).map((algorithm) => ({
      set: name,
      algorithm,
      traces: cell.traceNames,
      values: cell.algorithms[algorithm.place].values.qoe,
    })),
  );
  return boxesFigure({ groups, measure: titleOf(compared), width });
}

/** Stall against bitrate, in means over all sessions. */
export function paretoOf(compared: Compared, size?: Size): string {
  const algorithms = namesIn(compared).map((one) => ({
    ...one,
    stallSeconds: mean(valuesOf(compared, one.place, 'rebufferSecondsPerChunk')),
    kbps: mean(valuesOf(compared, one.place, 'bitrateKbps')),
    seesFuture: seesFuture(one.id),
  }));
  return paretoFigure({ algorithms, size });
}

/** Means of QoE with the intervals that a report holds, the best first. */
export function meansOf(
  algorithms: readonly {
    readonly id: string;
    readonly name: string;
    readonly meanQoe: number;
    readonly ci95: readonly [number, number];
  }[],
  qoe: string,
  width?: number,
): string {
  const ranked = algorithms
    .map(({ id, name, meanQoe, ci95 }, place) => ({ id, name, place, mean: meanQoe, interval: ci95 }))
    .sort((a, b) => b.mean - a.mean);
  return meansFigure({ algorithms: ranked, measure: titleOf({ qoe }), width });
}

function namesIn({ sets }: Compared): Named[] {
  return namedOf(sets[0].cell);
}

function valuesOf({ sets }: Compared, place: number, measure: SessionMeasure): number[] {
  return sets.flatMap(({ cell }) => cell.algorithms[place].values[measure]);
}

function titleOf({ qoe }: Pick<Compared, 'qoe'>, part: QoePart = qoeParts[0]): string {
  return `${part.words} (${qoe}) a chunk`;
}
