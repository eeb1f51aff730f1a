import * as v from 'valibot';
import type { BenchmarkManifest } from '../core/benchmark/manifest';
import type { BenchmarkPlan } from '../core/benchmark/plan';
import type { BenchmarkReport } from '../core/benchmark/report';
import { bootstrapSeed } from '../core/stats/bootstrap';
import { qoeIds } from '../core/qoe/qoe';
import { MAX_ADDED_LATENCY_MS } from '../core/trace/presets';
import { idSchema as id } from './id';
import {
  between,
  count,
  kbps,
  kilobits,
  notNegative,
  positiveKbps,
  positiveSeconds,
  qoe,
  qoeWeight,
  seconds,
  seed,
} from './numbers';

const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits'));
const ladderKbps = v.pipe(v.array(positiveKbps), v.minLength(1), v.maxLength(20));
/** Also of videos of which only the sizes are there. */
const chunkSeconds = between(0.001, 3600);

/** core/qoe's measure: a published one, or weights of the user's own. */
export const qoeChoiceSchema = v.union([
  v.picklist(qoeIds),
  v.object({
    quality: v.union([v.picklist(['mbps', 'log']), v.array(qoe)]),
    stallPenaltyPerSecond: qoeWeight,
    switchPenalty: qoeWeight,
  }),
]);

/** core/simulator's player model by its id, and what it is told. */
export const playerChoiceSchema = v.object({
  id: v.string(),
  options: v.object({
    bufferCapSeconds: v.optional(between(1, 3600)),
    addedLatencySeconds: v.optional(between(0, MAX_ADDED_LATENCY_MS / 1000)),
    overheadKilobits: v.optional(kilobits),
    audioKbps: v.optional(kbps),
  }),
});

/** What an algorithm's id may look like; the registry knows which there are. */
const algorithms = v.pipe(
  v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(4096))),
  v.minLength(1, 'expected at least one algorithm, got none'),
  v.maxLength(64),
  v.check((ids) => new Set(ids).size === ids.length, 'expected each algorithm once'),
);

export const benchmarkPlanSchema: v.GenericSchema<unknown, BenchmarkPlan> = v.pipe(
  v.object({
    name: label,
    videos: v.pipe(
      v.array(
        v.object({
          path: v.nullable(path),
          ladderKbps: v.optional(ladderKbps),
          chunkSeconds: v.optional(chunkSeconds),
        }),
      ),
      v.minLength(1, 'expected at least one video, got none'),
    ),
    traceSets: v.pipe(
      v.array(
        v.object({
          name: label,
          paths: v.pipe(v.array(path), v.minLength(1)),
          format: v.optional(v.string()),
        }),
      ),
      v.minLength(1, 'expected at least one trace set, got none'),
    ),
    algorithms,
    qoe: v.pipe(v.array(qoeChoiceSchema), v.minLength(1)),
    players: v.pipe(v.array(playerChoiceSchema), v.minLength(1)),
    baseline: v.string(),
    seed,
  }),
  v.check(
    ({ algorithms: ids, baseline }) => ids.includes(baseline),
    'expected the baseline to be one of the algorithms',
  ),
);

/** core/benchmark/manifest's SkippedTrace. */
export const skippedTraceSchema = v.object({ traceSet: v.string(), name: v.string(), problem: v.string() });

/** manifest.json of a run's folder. */
export const benchmarkManifestSchema: v.GenericSchema<unknown, BenchmarkManifest> = v.object({
  version: v.literal(1),
  plan: benchmarkPlanSchema,
  application: v.string(),
  commit: v.nullable(v.string()),
  createdAt: v.string(),
  machine: v.object({ platform: v.string(), processor: v.string(), cores: count, node: v.string() }),
  videos: v.array(
    v.object({
      name: v.string(),
      sha256,
      ladderKbps: v.array(positiveKbps),
      chunkSeconds: positiveSeconds,
      chunkCount: count,
    }),
  ),
  traceSets: v.array(
    v.object({
      name: v.string(),
      sha256,
      traces: v.array(v.object({ name: v.string(), sha256, seconds, meanKbps: kbps })),
    }),
  ),
  algorithms: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      model: v.nullable(v.object({ name: v.string(), sha256 })),
    }),
  ),
  qoe: v.array(v.string()),
  players: v.array(v.string()),
  skipped: v.array(skippedTraceSchema),
});

const runState = v.picklist(['running', 'finished', 'stopped', 'failed']);
export type BenchmarkState = v.InferOutput<typeof runState>;

/** run.json of a run's folder: what the history lists. `done` and `all` count traces of cells. */
export const benchmarkRunSchema = v.object({
  version: v.literal(1),
  name: label,
  /** ISO times. */
  startedAt: v.string(),
  endedAt: v.nullable(v.string()),
  state: runState,
  problem: v.nullable(v.string()),
  done: count,
  all: count,
  videos: v.array(v.string()),
  traceSets: v.array(v.string()),
  algorithms: v.array(v.string()),
});
export type BenchmarkRun = v.InferOutput<typeof benchmarkRunSchema>;

/** How long a plan takes here, by playing a few sessions of each algorithm. */
export const benchmarkEstimateSchema = v.object({
  /** Of the whole plan, on all cores. */
  seconds: notNegative,
  /** Traces of cells. */
  all: count,
  /** Its share of the seconds. */
  algorithms: v.array(v.object({ id: v.string(), seconds: notNegative })),
});
export type BenchmarkEstimate = v.InferOutput<typeof benchmarkEstimateSchema>;

/** What a benchmark tells, in order of time: it reads and measures, goes on, and ends. */
export const benchmarkEventSchema = v.variant('type', [
  /** Traces read so far. */
  v.object({ type: v.literal('reading'), traces: count }),
  v.object({ type: v.literal('estimated'), estimate: benchmarkEstimateSchema }),
  v.object({
    type: v.literal('progress'),
    done: count,
    all: count,
    skipped: count,
    secondsLeft: v.nullable(notNegative),
  }),
  v.object({ type: v.literal('ended'), state: runState, problem: v.nullable(v.string()) }),
]);
export type BenchmarkEvent = v.InferOutput<typeof benchmarkEventSchema>;

/** What the Benchmark page asks for; main turns it into a plan. */
export const benchmarkRequestSchema = v.object({
  name: label,
  /** Prepared videos, by their id in the library. */
  entryIds: v.array(id),
  /** Folders of size files and Sabre movies. */
  videoPaths: v.array(path),
  /** Made-up videos of these ladders, 48 chunks long. */
  ladders: v.array(v.object({ ladderKbps, chunkSeconds })),
  /** Trace sets by their id (shared/traces). */
  traceSetIds: v.array(id),
  /** As in a plan, but a model by its id: `ppo:default` or `ppo:RUN`. */
  algorithms,
  qoe: v.pipe(v.array(qoeChoiceSchema), v.minLength(1)),
  players: v.pipe(v.array(playerChoiceSchema), v.minLength(1)),
  baseline: v.string(),
  seed: v.optional(seed, bootstrapSeed),
});
export type BenchmarkRequest = v.InferOutput<typeof benchmarkRequestSchema>;

/** A video of which only the sizes are there: what the form shows of it. */
export interface SizedVideo {
  readonly path: string;
  readonly name: string;
  readonly ladderKbps: readonly number[];
  readonly chunkSeconds: number;
  readonly chunks: number;
}

/** A benchmark as the history lists it. */
export interface ListedBenchmark {
  readonly id: string;
  readonly run: BenchmarkRun;
  /** Bytes of its folder. */
  readonly bytes: number;
}

/** A benchmark with what it found so far. */
export interface OpenedBenchmark extends ListedBenchmark {
  readonly manifest: BenchmarkManifest;
  readonly report: BenchmarkReport;
}

/** A session of a benchmark: the cell's number, a place in its trace set and one in the manifest's algorithms. */
export const sessionPlaceSchema = v.object({ cell: count, trace: count, algorithm: count });
export type SessionPlace = v.InferOutput<typeof sessionPlaceSchema>;
