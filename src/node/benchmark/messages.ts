import * as v from 'valibot';
import type { SessionFigures } from '../../core/benchmark/session';
import { qoeIds } from '../../core/qoe/qoe';
import type { Trace } from '../../core/trace/bandwidth';

const numbers = v.custom<Float64Array>((value) => value instanceof Float64Array);
const optionalNumber = v.optional(v.number());

const traceSchema = v.object({
  name: v.string(),
  durationsSeconds: numbers,
  kbps: numbers,
  latencySeconds: v.optional(numbers),
  startSeconds: optionalNumber,
});

const customQoeSchema = v.object({
  quality: v.union([v.picklist(['mbps', 'log']), v.pipe(v.array(v.number()), v.readonly())]),
  stallPenaltyPerSecond: v.number(),
  switchPenalty: v.number(),
});

/** What every worker of a benchmark is told at its start. */
export const jobSchema = v.object({
  video: v.object({
    name: v.string(),
    ladderKbps: v.array(v.number()),
    chunkSeconds: v.number(),
    chunkKilobits: v.array(v.array(v.number())),
  }),
  traces: v.array(traceSchema),
  algorithms: v.array(v.string()),
  qoe: v.union([v.picklist(qoeIds), customQoeSchema]),
  player: v.string(),
  playerOptions: v.object({
    bufferCapSeconds: optionalNumber,
    addedLatencySeconds: optionalNumber,
    overheadKilobits: optionalNumber,
    audioKbps: optionalNumber,
  }),
  /** Folder for logs in the published format, one folder an algorithm. */
  perChunkFolder: v.nullable(v.string()),
});
export type BenchmarkJob = v.InferOutput<typeof jobSchema>;

/** To a worker: play this trace, or stop. */
export const orderSchema = v.nullable(v.pipe(v.number(), v.integer()));

const figuresSchema: v.GenericSchema<unknown, SessionFigures> = v.object({
  algorithm: v.string(),
  trace: v.string(),
  chunks: v.number(),
  qoe: v.number(),
  qualityQoe: v.number(),
  stallQoe: v.number(),
  switchQoe: v.number(),
  bitrateKbps: v.number(),
  rebufferSecondsPerChunk: v.number(),
  changeKbpsPerChunk: v.number(),
  switches: v.number(),
  stalls: v.number(),
  startupSeconds: v.nullable(v.number()),
});

/** From a worker: it is ready, it has played a trace with every algorithm, or it could not. */
export const reportSchema = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({
    type: v.literal('played'),
    traceIndex: v.number(),
    sessions: v.array(figuresSchema),
    decisionMicroseconds: v.array(numbers),
  }),
  v.object({ type: v.literal('failed'), message: v.string() }),
]);
export type WorkerReport = v.InferOutput<typeof reportSchema>;
export type PlayedTrace = Extract<WorkerReport, { type: 'played' }>;

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
