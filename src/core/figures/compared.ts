import { mean } from '../benchmark/statistics';
import { boxesFigure } from './boxes';
import { ecdfFigure } from './ecdf';
import type { Named } from './legend';
import type { Size } from './markup';
import { meansFigure } from './means';
import { paretoFigure } from './pareto';
import { scatterFigure } from './scatter';

/** What figures show of a session: means per chunk. */
export interface FiguredSession {
  readonly trace: string;
  readonly qoe: number;
  readonly qualityQoe: number;
  readonly stallQoe: number;
  readonly switchQoe: number;
  readonly bitrateKbps: number;
  readonly rebufferSecondsPerChunk: number;
}

/** Sessions that can be compared: one video, one measure, one player. */
export interface Compared {
  readonly algorithms: readonly Named[];
  /** Id of the QoE measure, as titles show it. */
  readonly qoe: string;
  readonly sets: readonly {
    readonly name: string;
    /** Of each trace: a session for each algorithm, in their order. */
    readonly sessions: readonly (readonly FiguredSession[])[];
  }[];
}

/** QoE and what it is made of; their sum is the QoE. */
export const qoeParts = [
  {
    id: 'qoe',
    name: 'QoE',
    title: (qoe: string) => `QoE (${qoe}) a chunk`,
    of: (s: FiguredSession) => s.qoe,
  },
  {
    id: 'quality',
    name: 'quality',
    title: (qoe: string) => `quality part of QoE (${qoe}) a chunk`,
    of: (s: FiguredSession) => s.qualityQoe,
  },
  {
    id: 'stall',
    name: 'stalls',
    title: (qoe: string) => `stall part of QoE (${qoe}) a chunk`,
    of: (s: FiguredSession) => s.stallQoe,
  },
  {
    id: 'switch',
    name: 'switches',
    title: (qoe: string) => `switch part of QoE (${qoe}) a chunk`,
    of: (s: FiguredSession) => s.switchQoe,
  },
] as const;

export type QoePart = (typeof qoeParts)[number];

/** The sessions of one algorithm, all sets in their order. */
export function sessionsOf({ sets }: Pick<Compared, 'sets'>, place: number): FiguredSession[] {
  return sets.flatMap(({ sessions }) => sessions.map((ofTrace) => ofTrace[place]));
}

/** Distribution of QoE or of a part of it, all trace sets together. */
export function ecdfOf(compared: Compared, part: QoePart, size?: Size): string {
  const algorithms = compared.algorithms.map((one, i) => ({
    ...one,
    values: sessionsOf(compared, i).map(part.of),
  }));
  return ecdfFigure({ algorithms, measure: part.title(compared.qoe), size });
}

/** Two algorithms (places in the list) trace by trace. */
export function scatterOf(compared: Compared, x: number, y: number, size?: Size): string {
  const [ofX, ofY] = [sessionsOf(compared, x), sessionsOf(compared, y)];
  return scatterFigure({
    x: compared.algorithms[x],
    y: compared.algorithms[y],
    points: ofX.map(({ trace, qoe }, i) => ({ trace, x: qoe, y: ofY[i].qoe })),
    measure: qoeParts[0].title(compared.qoe),
    size,
  });
}

/** Boxes of QoE by trace set. */
export function boxesOf(compared: Compared, width?: number): string {
  const groups = compared.sets.flatMap(({ name, sessions }) =>
    compared.algorithms.map((algorithm, i) => ({
      set: name,
      algorithm,
      traces: sessions.map((ofTrace) => ofTrace[i].trace),
      values: sessions.map((ofTrace) => ofTrace[i].qoe),
    })),
  );
  return boxesFigure({ groups, measure: qoeParts[0].title(compared.qoe), width });
}

/** Stall against bitrate, in means over all sessions. */
export function paretoOf(compared: Compared, size?: Size): string {
  const algorithms = compared.algorithms.map((one, i) => {
    const sessions = sessionsOf(compared, i);
    return {
      ...one,
      stallSeconds: mean(sessions.map(({ rebufferSecondsPerChunk }) => rebufferSecondsPerChunk)),
      kbps: mean(sessions.map(({ bitrateKbps }) => bitrateKbps)),
    };
  });
  return paretoFigure({ algorithms, size });
}

/** Means of QoE with the intervals that the report holds, the best first. */
export function meansOf(
  compared: Compared,
  means: readonly { readonly mean: number; readonly interval: readonly [number, number] }[],
  width?: number,
): string {
  const algorithms = compared.algorithms
    .map((one, i) => ({ ...one, ...means[i] }))
    .sort((a, b) => b.mean - a.mean);
  return meansFigure({ algorithms, measure: qoeParts[0].title(compared.qoe), width });
}
