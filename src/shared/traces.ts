import * as v from 'valibot';
import { idSchema as id } from './id';
import { above, between, count, positiveKbps, positiveSeconds, seconds, seed, whole } from './numbers';

/** A set of traces, as lists show it. */
export interface TraceSetHead {
  readonly id: string;
  readonly name: string;
  /** Built-in sets are read-only; the recorded one holds the slider's recordings. */
  readonly origin: 'built-in' | 'recorded' | 'imported' | 'made';
  /** Where it comes from or how it was made, in a few words. */
  readonly describes: string;
  readonly createdAt: string | null;
  readonly count: number;
  /** Of all traces together. */
  readonly seconds: number;
  /** Mean over traces of their means. */
  readonly meanKbps: number;
}

/** A trace of a set, as lists show it. `readTrace` reads it by its id. */
export interface TraceHead {
  readonly id: string;
  readonly name: string;
  /** Id of the format it was read from (core/trace/parse/formats). */
  readonly format: string;
  /** Traces of one group are pieces of one original: a split keeps them together. */
  readonly group: string;
  readonly seconds: number;
  readonly parts: number;
  readonly meanKbps: number;
  /** Standard deviation of one-second steps. */
  readonly deviationKbps: number;
  readonly minKbps: number;
  readonly maxKbps: number;
  /** core/trace/sparkline. */
  readonly sparkline: string;
}

/** Traces that one page of `readTraceSet` holds at most. */
export const traceHeadsPerPage = 2000;

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
/** How much goes to one part of a split, in any unit. */
const splitShare = between(0, 1e9);

/** A set, or some traces of it. */
const selectionSchema = v.object({
  setId: id,
  /** null: all. */
  traceIds: v.nullable(v.array(id)),
});
export type TraceSelection = v.InferOutput<typeof selectionSchema>;

const operationSchema = v.variant('type', [
  v.object({ type: v.literal('clip'), fromSeconds: seconds, toSeconds: positiveSeconds }),
  v.object({ type: v.literal('pieces'), seconds: positiveSeconds }),
  v.object({ type: v.literal('scale'), factor: above(0, 1e9) }),
  v.object({ type: v.literal('scale-to-mean'), meanKbps: positiveKbps }),
  v.object({ type: v.literal('resample'), stepSeconds: positiveSeconds }),
]);

/** Seconds that one kind of made-up traces has at most, all of them together: they are made in memory. */
export const mostSynthesizedSeconds = 20_000_000;

/** Long work on traces, done in a process of its own. */
export const traceWorkSchema = v.variant('type', [
  /** Reads files and folders into a new set (`name` null: named after them), or into one that is there. */
  v.object({
    type: v.literal('import'),
    paths: v.pipe(v.array(path), v.minLength(1)),
    name: v.nullable(name),
    into: v.nullable(id),
  }),
  v.object({ type: v.literal('derive'), from: selectionSchema, operation: operationSchema, name }),
  /** Makes up to three sets, NAME train, NAME validation and NAME test. */
  v.object({
    type: v.literal('split'),
    from: selectionSchema,
    shares: v.tuple([splitShare, splitShare, splitShare]),
    seed,
    name,
  }),
  v.object({
    type: v.literal('synthesize'),
    families: v.pipe(v.array(v.string()), v.minLength(1)),
    seed,
    /** Of each family. */
    count: whole(1, 10_000),
    seconds: whole(5, 86_400),
    name,
  }),
  /** Copies traces into a new set, or into one that is there. */
  v.object({ type: v.literal('copy'), from: selectionSchema, name, into: v.nullable(id) }),
  v.object({ type: v.literal('remove'), from: selectionSchema }),
  /** A file for each trace; `format` is a writer's id. */
  v.object({ type: v.literal('export'), from: selectionSchema, format: v.string(), folder: path }),
]);
export type TraceWork = v.InferOutput<typeof traceWorkSchema>;

const skippedSchema = v.object({ name: v.string(), problem: v.string() });
/** What work passed over, and why. */
export type Skipped = v.InferOutput<typeof skippedSchema>;

/** What the process that does the work tells. */
export const traceNewsSchema = v.variant('type', [
  v.object({
    type: v.literal('progress'),
    done: count,
    /** null while it is not known yet. */
    all: v.nullable(count),
    traces: count,
    skippedCount: count,
  }),
  v.object({
    type: v.literal('done'),
    /** Sets that were made or changed. */
    setIds: v.array(v.string()),
    traces: count,
    skipped: v.array(skippedSchema),
    skippedCount: count,
  }),
  v.object({
    type: v.literal('failed'),
    problem: v.string(),
    skipped: v.array(skippedSchema),
    skippedCount: count,
  }),
]);
export type TraceNews = v.InferOutput<typeof traceNewsSchema>;
export type TraceProgress = Omit<Extract<TraceNews, { type: 'progress' }>, 'type'>;

/** Names of what was skipped that are told at most; the count holds all. */
export const mostSkippedTold = 1000;
