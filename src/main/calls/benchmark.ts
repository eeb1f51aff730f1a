import { shell } from 'electron';
import { BenchmarkStore } from '../../node/benchmark/run-store';
import type { Calls } from '../ipc';
import { paths } from '../paths';

const runs = (): BenchmarkStore => new BenchmarkStore(paths().benchmarks);

function notYet(): never {
  throw new Error('benchmarks cannot be started in this build');
}

/** Calls that run benchmarks and keep their history. */
export const benchmarkCalls: Pick<
  Calls,
  | 'estimateBenchmark'
  | 'startBenchmark'
  | 'rerunBenchmark'
  | 'resumeBenchmark'
  | 'cancelBenchmark'
  | 'benchmarkNow'
  | 'listBenchmarks'
  | 'readBenchmark'
  | 'readBenchmarkCell'
  | 'replaySession'
  | 'renameBenchmark'
  | 'removeBenchmark'
  | 'showBenchmark'
  | 'exportBenchmark'
> = {
  estimateBenchmark: notYet,
  startBenchmark: notYet,
  rerunBenchmark: notYet,
  resumeBenchmark: notYet,
  cancelBenchmark: notYet,
  benchmarkNow: () => null,
  listBenchmarks: () => runs().list(),
  readBenchmark: ({ id }) => runs().open(id),
  readBenchmarkCell: ({ id, cell }) => runs().cell(id, cell),
  replaySession: notYet,
  renameBenchmark: ({ id, name }) => runs().rename(id, name),
  removeBenchmark: ({ id }) => runs().remove(id),
  showBenchmark: ({ id }) => shell.showItemInFolder(runs().folderOf(id)),
  exportBenchmark: notYet,
};
