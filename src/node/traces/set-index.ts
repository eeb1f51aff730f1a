import * as v from 'valibot';
import type { TraceHead } from '../../shared/traces';
import { count, kbps, seconds } from '../../shared/numbers';

const texts = v.array(v.string());
const counts = v.array(count);
const rates = v.array(kbps);

/** What is known of each trace of a set, one column a fact: ten thousand rows are read in a few milliseconds. */
const columns = {
  /** By which a trace keeps its id while others come and go. */
  keys: counts,
  names: texts,
  groups: texts,
  formats: texts,
  parts: counts,
  /** Numbers stored: one where all durations are the same, else one a part. */
  durations: counts,
  /** The same; 0 where the trace states no latency. */
  latencies: counts,
  startSeconds: v.array(v.nullable(seconds)),
  seconds: v.array(seconds),
  meanKbps: rates,
  deviationKbps: rates,
  minKbps: rates,
  maxKbps: rates,
  sparklines: texts,
  /** SHA-256 of the stored numbers of each trace; indexes of earlier versions have none. */
  checksums: v.optional(texts),
};

/** The schema of a set's index file. */
export const setIndexSchema = v.pipe(
  v.object(columns),
  v.check(
    (index) =>
      Object.values(index).every((column) => column === undefined || column.length === index.keys.length),
    'expected columns of one length',
  ),
);
export type SetIndex = v.InferOutput<typeof setIndexSchema>;

/** An index that can be added to. */
export function emptyIndex(): Required<SetIndex> {
  return {
    ...{ keys: [], names: [], groups: [], formats: [], parts: [], durations: [], latencies: [] },
    ...{ startSeconds: [], seconds: [], meanKbps: [], deviationKbps: [], minKbps: [], maxKbps: [] },
    ...{ sparklines: [], checksums: [] },
  };
}

/** Numbers that stand in the data file for a row. */
export function storedNumbers(index: SetIndex, row: number): number {
  return index.durations[row] + index.parts[row] + index.latencies[row];
}

/** The heads of some rows. */
export function headsOf(setId: string, index: SetIndex, from = 0, count = index.keys.length): TraceHead[] {
  const rows = index.keys.slice(from, from + count);
  return rows.map((key, i) => ({
    id: `${setId}.${key}`,
    name: index.names[from + i],
    format: index.formats[from + i],
    group: index.groups[from + i],
    seconds: index.seconds[from + i],
    parts: index.parts[from + i],
    meanKbps: index.meanKbps[from + i],
    deviationKbps: index.deviationKbps[from + i],
    minKbps: index.minKbps[from + i],
    maxKbps: index.maxKbps[from + i],
    sparkline: index.sparklines[from + i],
  }));
}
