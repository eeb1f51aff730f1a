import * as v from 'valibot';
import type { TraceOutcome } from '../../core/benchmark/played';
import type { Trace } from '../../core/trace/bandwidth';
import { playerChoiceSchema, qoeChoiceSchema } from '../../shared/benchmark';
import {
  count,
  kbps,
  positiveKbps,
  positiveKilobits,
  positiveSeconds,
  qoe,
  seconds,
} from '../../shared/numbers';

const numbers = v.custom<Float64Array>((value) => value instanceof Float64Array);

const traceSchema = v.object({
  name: v.string(),
  durationsSeconds: numbers,
  kbps: numbers,
  latencySeconds: v.optional(numbers),
  startSeconds: v.optional(seconds),
});

/** What every worker of a benchmark is told at its start. */
export const jobSchema = v.object({
  videos: v.array(
    v.object({
      name: v.string(),
      ladderKbps: v.array(positiveKbps),
      chunkSeconds: positiveSeconds,
      chunkKilobits: v.array(v.array(positiveKilobits)),
    }),
  ),
  traceSets: v.array(v.array(traceSchema)),
  algorithms: v.array(v.string()),
  qoe: v.array(qoeChoiceSchema),
  players: v.array(playerChoiceSchema),
  /** The folder that the application's own model lies in. */
  resources: v.string(),
  /** Folder for logs in the published format, one folder an algorithm. */
  perChunkFolder: v.nullable(v.string()),
});
export type BenchmarkJob = v.InferOutput<typeof jobSchema>;

const taskSchema = v.object({ cell: count, trace: count });
/** A trace of a cell, to be played with every algorithm. */
export type Task = v.InferOutput<typeof taskSchema>;

/** To a worker: play this, or stop. */
export const orderSchema = v.nullable(taskSchema);

const figuresSchema = v.object({
  algorithm: v.string(),
  trace: v.string(),
  chunks: count,
  qoe,
  qualityQoe: qoe,
  stallQoe: qoe,
  switchQoe: qoe,
  bitrateKbps: kbps,
  rebufferSecondsPerChunk: seconds,
  changeKbpsPerChunk: kbps,
  switches: count,
  stalls: count,
  startupSeconds: v.nullable(seconds),
});

/** What came of a trace of a cell. */
export const outcomeSchema: v.GenericSchema<unknown, TraceOutcome> = v.variant('type', [
  v.object({
    type: v.literal('played'),
    ...taskSchema.entries,
    sessions: v.array(figuresSchema),
    timings: v.array(v.object({ seconds, decisions: v.array(count) })),
  }),
  v.object({ type: v.literal('failed'), ...taskSchema.entries, problem: v.string() }),
]);

/** From a worker: it is ready, this came of its task, or it cannot go on. */
export const reportSchema = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('outcome'), outcome: outcomeSchema }),
  v.object({ type: v.literal('broken'), message: v.string() }),
]);
export type WorkerReport = v.InferOutput<typeof reportSchema>;

/** A trace whose numbers lie in memory that all workers share. */
export function shareTrace({ durationsSeconds, kbps, latencySeconds, ...rest }: Trace) {
  return {
    ...rest,
    durationsSeconds: shared(durationsSeconds),
    kbps: shared(kbps),
    ...(latencySeconds ? { latencySeconds: shared(latencySeconds) } : {}),
  };
}

function shared(values: ArrayLike<number>): Float64Array {
  const array = new Float64Array(new SharedArrayBuffer(values.length * 8));
  array.set(values);
  return array;
}
