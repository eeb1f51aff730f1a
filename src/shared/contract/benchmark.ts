import * as v from 'valibot';
import type { CellValues } from '../../core/benchmark/cell-values';
import {
  benchmarkEstimateSchema,
  benchmarkEventSchema,
  benchmarkRequestSchema,
  sessionPlaceSchema,
  type ListedBenchmark,
  type OpenedBenchmark,
  type SizedVideo,
} from '../benchmark';
import { idSchema as id } from '../id';
import { count } from '../numbers';
import type { ReplayedSession } from '../replay';
import { done, label, nothing, path, stated } from './entry';

/** Benchmarks and their history. */
export const benchmarkContract = {
  /** A Sabre movie or a folder of size files that the user chooses; null when the dialog is cancelled. */
  chooseSizes: { request: nothing, response: stated<SizedVideo | null>() },
  /** How long a benchmark takes on this machine: plays a few sessions of each algorithm. */
  estimateBenchmark: { request: benchmarkRequestSchema, response: benchmarkEstimateSchema },
  /** Starts a benchmark; one at a time. */
  startBenchmark: { request: benchmarkRequestSchema, response: stated<ListedBenchmark>() },
  /** Runs the manifest of a benchmark again, as a new one, over the same data or not at all. */
  rerunBenchmark: { request: v.object({ id }), response: stated<ListedBenchmark>() },
  /** Runs a manifest or a report that the user chooses, likewise; null when the dialog is cancelled. */
  runManifest: { request: nothing, response: stated<ListedBenchmark | null>() },
  /** Resumes one that was cancelled or cut off. */
  resumeBenchmark: { request: v.object({ id }), response: done },
  /** Ends the one under way; what it has played stays. */
  cancelBenchmark: { request: nothing, response: done },
  /** The one under way and its last event; null when there is none. */
  benchmarkNow: {
    request: nothing,
    response: v.nullable(v.object({ id: v.string(), event: v.nullable(benchmarkEventSchema) })),
  },
  /** Newest first. */
  listBenchmarks: { request: nothing, response: stated<ListedBenchmark[]>() },
  readBenchmark: { request: v.object({ id }), response: stated<OpenedBenchmark>() },
  /** Every session of a cell, for figures. */
  readBenchmarkCell: { request: v.object({ id, cell: count }), response: stated<CellValues>() },
  /** Plays one session of a benchmark again. */
  replaySession: {
    request: v.object({ id, ...sessionPlaceSchema.entries }),
    response: stated<ReplayedSession>(),
  },
  renameBenchmark: { request: v.object({ id, name: label }), response: done },
  removeBenchmark: { request: v.object({ id }), response: done },
  showBenchmark: { request: v.object({ id }), response: done },
  /** Writes a file that the user chooses; its path, or null when the dialog is cancelled. */
  exportBenchmark: {
    request: v.object({ id, what: v.picklist(['csv', 'json', 'html', 'manifest']) }),
    response: v.nullable(path),
  },
};

export const benchmarkEvents = {
  benchmark: v.object({ id: v.string(), event: benchmarkEventSchema }),
  /** A benchmark has begun, ended, changed or was removed. */
  'benchmarks-changed': v.null(),
};
