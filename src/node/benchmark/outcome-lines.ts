import * as v from 'valibot';
import type { BenchmarkManifest } from '../../core/benchmark/manifest';
import type { PlayedTrace, TraceOutcome } from '../../core/benchmark/played';
import { cellsOf } from '../../core/benchmark/plan';
import type { SessionFigures } from '../../core/benchmark/session';
import { jsonText } from '../platform/json-text';
import { count, finiteNumber, notNegative } from '../../shared/numbers';

/** The figures of a session in the order in which a line holds them. */
const columns = [
  'chunks',
  'qoe',
  'qualityQoe',
  'stallQoe',
  'switchQoe',
  'bitrateKbps',
  'rebufferSecondsPerChunk',
  'changeKbpsPerChunk',
  'switches',
  'stalls',
] as const;

/** The startup stands behind the columns; null when it never began. */
const rowSchema = v.pipe(v.array(v.nullable(finiteNumber)), v.length(columns.length + 1));

/** Numbers in rows instead of objects with names: a tenth of the length, and JSON keeps each to its last bit. */
const lineSchema = v.union([
  v.object({
    cell: count,
    trace: count,
    sessions: v.array(rowSchema),
    /** Seconds, then buckets and counts in turn (core/stats/histogram.ts). */
    timings: v.array(v.pipe(v.array(notNegative), v.minLength(1))),
  }),
  v.object({ cell: count, trace: count, problem: v.string() }),
]);
type Line = v.InferOutput<typeof lineSchema>;

/** A line of sessions.jsonl. */
export function formatOutcome(outcome: TraceOutcome): string {
  return `${jsonText(lineOf(outcome))}\n`;
}

function lineOf(outcome: TraceOutcome): Line {
  const { cell, trace } = outcome;
  if (outcome.type === 'failed') return { cell, trace, problem: outcome.problem };
  return {
    ...{ cell, trace },
    sessions: outcome.sessions.map((session) => [
      ...columns.map((column) => session[column]),
      session.startupSeconds,
    ]),
    timings: outcome.timings.map(({ seconds, decisions }) => [seconds, ...decisions]),
  };
}

/** What a line holds; null for one that was cut off, or that does not belong to the manifest. */
export function parseOutcome(line: string, manifest: BenchmarkManifest): TraceOutcome | null {
  const parsed = v.safeParse(lineSchema, jsonOrNull(line));
  if (!parsed.success) return null;
  const { cell, trace } = parsed.output;
  const place = cellsOf(manifest.plan)[cell];
  if (place === undefined) return null;
  const { traces } = manifest.traceSets[place.traceSet];
  if (trace >= traces.length) return null;
  if ('problem' in parsed.output) return { type: 'failed', ...parsed.output };
  const { sessions, timings } = parsed.output;
  const { algorithms } = manifest.plan;
  if (sessions.length !== algorithms.length || timings.length !== algorithms.length) return null;
  const figures = sessions.map((row, i) => figuresOf(algorithms[i], traces[trace].name, row));
  const times = timings.map(([seconds, ...decisions]) => ({ seconds, decisions }));
  return { type: 'played', cell, trace, sessions: figures, timings: times } satisfies PlayedTrace;
}

function figuresOf(algorithm: string, trace: string, row: readonly (number | null)[]): SessionFigures {
  const at = (column: (typeof columns)[number]): number => row[columns.indexOf(column)] ?? 0;
  return {
    ...{ algorithm, trace },
    chunks: at('chunks'),
    qoe: at('qoe'),
    qualityQoe: at('qualityQoe'),
    stallQoe: at('stallQoe'),
    switchQoe: at('switchQoe'),
    bitrateKbps: at('bitrateKbps'),
    rebufferSecondsPerChunk: at('rebufferSecondsPerChunk'),
    changeKbpsPerChunk: at('changeKbpsPerChunk'),
    switches: at('switches'),
    stalls: at('stalls'),
    startupSeconds: row[columns.length],
  };
}

function jsonOrNull(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
