import type * as v from 'valibot';
import type { CellValues } from '../core/benchmark/cell-values';
import type {
  BenchmarkEstimate,
  BenchmarkEvent,
  ListedBenchmark,
  OpenedBenchmark,
  SizedVideo,
} from './benchmark';
import type { ReplayedSession } from './replay';
import type { requestSchemas } from './requests';

type Request<Name extends keyof typeof requestSchemas> = v.InferOutput<(typeof requestSchemas)[Name]>;

/** The calls of the contract (shared/api.ts) that run benchmarks and keep their history. */
export interface BenchmarkApi {
  /** A Sabre movie, or a folder of size files, that the user chooses; null when the dialog is cancelled. */
  chooseSizes(request: Request<'chooseSizes'>): SizedVideo | null;
  /** How long a benchmark takes here: plays a few sessions of each algorithm. */
  estimateBenchmark(request: Request<'estimateBenchmark'>): BenchmarkEstimate;
  /** Starts a benchmark; one at a time. */
  startBenchmark(request: Request<'startBenchmark'>): ListedBenchmark;
  /** Runs the plan of an earlier one again, over the same data or not at all. */
  rerunBenchmark(request: Request<'rerunBenchmark'>): ListedBenchmark;
  /** Runs the plan of a manifest or a report that the user chooses, likewise; null when the dialog is cancelled. */
  runManifest(request: Request<'runManifest'>): ListedBenchmark | null;
  /** Goes on with one that was cancelled or cut off. */
  resumeBenchmark(request: Request<'resumeBenchmark'>): void;
  /** Ends the one under way; what it has played stays. */
  cancelBenchmark(request: Request<'cancelBenchmark'>): void;
  /** The one under way and what it told last; null when none is. */
  benchmarkNow(request: Request<'benchmarkNow'>): { id: string; event: BenchmarkEvent | null } | null;
  /** Newest first. */
  listBenchmarks(request: Request<'listBenchmarks'>): ListedBenchmark[];
  readBenchmark(request: Request<'readBenchmark'>): OpenedBenchmark;
  /** Every session of a cell, for figures. */
  readBenchmarkCell(request: Request<'readBenchmarkCell'>): CellValues;
  /** Plays one session of a benchmark again. */
  replaySession(request: Request<'replaySession'>): ReplayedSession;
  renameBenchmark(request: Request<'renameBenchmark'>): void;
  removeBenchmark(request: Request<'removeBenchmark'>): void;
  showBenchmark(request: Request<'showBenchmark'>): void;
  /** Writes a file that the user chooses; its path, or null when the dialog is cancelled. */
  exportBenchmark(request: Request<'exportBenchmark'>): string | null;
}
