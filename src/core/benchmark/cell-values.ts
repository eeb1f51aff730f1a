import type { BenchmarkManifest } from './manifest';
import { cellsOf } from './plan';
import type { TraceOutcome } from './played';
import type { SessionFigures } from './session';

/** The figures of a session that distributions and scatters are drawn of. */
export const sessionMeasures = [
  'qoe',
  'qualityQoe',
  'stallQoe',
  'switchQoe',
  'bitrateKbps',
  'rebufferSecondsPerChunk',
  'changeKbpsPerChunk',
] as const;
export type SessionMeasure = (typeof sessionMeasures)[number];

/** Every session of a cell in columns: `values` and `traces` run side by side. */
export interface CellValues {
  /** Places in the trace set, rising, and their names. */
  readonly traces: readonly number[];
  readonly traceNames: readonly string[];
  readonly algorithms: readonly {
    readonly id: string;
    readonly name: string;
    readonly values: Readonly<Record<SessionMeasure, readonly number[]>>;
  }[];
}

/** The sessions of the cell of this number. */
export function cellValues(
  manifest: BenchmarkManifest,
  outcomes: readonly TraceOutcome[],
  cell: number,
): CellValues {
  const played = outcomes.filter((one) => one.type === 'played').filter((one) => one.cell === cell);
  played.sort((a, b) => a.trace - b.trace);
  const { traces } = manifest.traceSets[cellsOf(manifest.plan)[cell].traceSet];
  return {
    traces: played.map(({ trace }) => trace),
    traceNames: played.map(({ trace }) => traces[trace].name),
    algorithms: manifest.algorithms.map(({ id, name }, i) => ({
      id,
      name,
      values: columnsOf(played.map(({ sessions }) => sessions[i])),
    })),
  };
}

function columnsOf(sessions: readonly SessionFigures[]): Record<SessionMeasure, number[]> {
  const of = (measure: SessionMeasure): number[] => sessions.map((one) => one[measure]);
  return {
    qoe: of('qoe'),
    qualityQoe: of('qualityQoe'),
    stallQoe: of('stallQoe'),
    switchQoe: of('switchQoe'),
    bitrateKbps: of('bitrateKbps'),
    rebufferSecondsPerChunk: of('rebufferSecondsPerChunk'),
    changeKbpsPerChunk: of('changeKbpsPerChunk'),
  };
}
