import * as v from 'valibot';
import { idSchema as id } from '../id';
import { count } from '../numbers';
import { traceSchema } from '../trace';
import {
  traceWorkSchema,
  type Skipped,
  type TraceHead,
  type TraceProgress,
  type TraceSetHead,
  type TraceWork,
} from '../traces';
import { done, label, nothing, path, stated, traceLimits, usualLimits } from './entry';
import type { JobState } from './library';

/** Facts about work on traces. */
export interface TraceJobFacts extends TraceProgress {
  readonly kind: TraceWork['type'];
  /** Sets that were made or changed, once done. */
  readonly setIds: readonly string[];
  /** What was left out, once done or failed (the first thousand). */
  readonly skipped: readonly Skipped[];
}

export type TraceJob = JobState & TraceJobFacts;

/** Trace sets, recordings and work on them. */
export const traceContract = {
  /** Keeps a recording of the slider. */
  saveTrace: { request: traceSchema, response: stated<TraceHead>(), limits: traceLimits },
  readTrace: { request: v.object({ id }), response: traceSchema },
  /** The user's sets, the recordings and the sets that come with the application. */
  listTraceSets: { request: nothing, response: stated<TraceSetHead[]>() },
  /** One page of a set's traces (`from` counts from 0); the last one is shorter than `traceHeadsPerPage`. */
  readTraceSet: { request: v.object({ id, from: count }), response: stated<readonly TraceHead[]>() },
  renameTraceSet: { request: v.object({ id, name: label }), response: done },
  removeTraceSet: { request: v.object({ id }), response: done },
  /** Starts long work on traces; `trace-job` events report its progress. */
  startTraceWork: {
    request: traceWorkSchema,
    response: stated<TraceJob>(),
    /** Every trace of a large set by its id. */
    limits: { ...usualLimits, values: 500_000, characters: 32_000_000 },
  },
  cancelTraceJob: { request: v.object({ id }), response: done },
  /** Folders or files of traces, or a folder to export to, that the user chooses; empty when the dialog is cancelled. */
  chooseTraces: {
    request: v.object({ what: v.picklist(['files', 'folders', 'target']) }),
    response: v.array(path),
  },
};

export const traceEvents = {
  'trace-job': stated<TraceJob>(),
  /** A trace set was added, changed or removed. */
  'traces-changed': v.null(),
};
