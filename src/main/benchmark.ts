import { app, Notification, utilityProcess } from 'electron';
import type { BenchmarkOrder } from '../node/benchmark/child-messages';
import type { BenchmarkMaker } from '../node/benchmark/manifest';
import { BenchmarkStore } from '../node/benchmark/run-store';
import { startBenchmark, type BenchmarkProcess } from '../node/benchmark/start';
import { utilityPort, type ChildPort } from '../node/child-port';
import { sourceCommit } from '../node/source-commit';
import type { BenchmarkEvent } from '../shared/benchmark';
import { paths } from './paths';
import { send, showTaskbarProgress } from './window';

interface RunningBenchmark {
  readonly id: string;
  readonly name: string;
  readonly process: BenchmarkProcess;
  last: BenchmarkEvent | null;
}

let running: RunningBenchmark | null = null;

/** The history. */
export function benchmarks(): BenchmarkStore {
  return new BenchmarkStore(paths().benchmarks);
}

/** Starts the process of a benchmark, or of a question about one. */
export function forkBenchmark(): ChildPort {
  return utilityPort(
    utilityProcess.fork(paths().benchmarkProcess, [], { serviceName: 'NeuralStream benchmark' }),
  );
}

export function maker(): BenchmarkMaker {
  return { application: app.getVersion(), commit: sourceCommit(), resources: paths().resources };
}

/** The benchmark under way and what it told last. */
export function benchmarkNow(): { id: string; event: BenchmarkEvent | null } | null {
  return running && { id: running.id, event: running.last };
}

type Work = Extract<BenchmarkOrder, { type: 'run' }>['work'];

/**
 * Begins a benchmark in its own process, one at a time; resolves when it is in the history.
 * @throws Error, the sentence with which it ended before that.
 */
export async function beginBenchmark(id: string, name: string, work: Work): Promise<void> {
  if (running) throw new Error(`the benchmark “${running.name}” is running; cancel it before another begins`);
  let hasBegun = false;
  let begun: () => void = () => undefined;
  let failed: (error: Error) => void = () => undefined;
  const ready = new Promise<void>((resolve, reject) => ([begun, failed] = [resolve, reject]));
  const order = { folder: benchmarks().folderOf(id), work, maker: maker() };
  const process = startBenchmark(forkBenchmark, order, (event) => {
    mine.last = event;
    if (event.type === 'progress' && !hasBegun) {
      [hasBegun] = [true, begun()];
      send('benchmarks-changed', null);
    }
    // What fails before that is told once, by the call that began it.
    if (!hasBegun && event.type === 'ended')
      failed(new Error(event.problem ?? 'the benchmark was cancelled'));
    else take(mine, event);
  });
  const mine: RunningBenchmark = { id, name, process, last: null };
  running = mine;
  const gone = process.ended.then(() => {
    if (running === mine) running = null;
    showTaskbarProgress(null);
    send('benchmarks-changed', null);
  });
  await ready.catch(async (error: unknown) => {
    await gone;
    throw error;
  });
}

/** What was played stays. */
export function cancelBenchmark(): void {
  if (!running) throw new Error('no benchmark is running');
  running.process.stop();
}

/** Ends the benchmark under way; resolves when its process is gone. */
export async function endBenchmark(): Promise<void> {
  const mine = running;
  if (!mine) return;
  mine.process.stop();
  await mine.process.ended;
}

function take({ id, name }: RunningBenchmark, event: BenchmarkEvent): void {
  send('benchmark', { id, event });
  if (event.type === 'progress' && event.all > 0) showTaskbarProgress(event.done / event.all);
  if (event.type === 'ended') notify(name, event);
}

function notify(name: string, { state, problem }: Extract<BenchmarkEvent, { type: 'ended' }>): void {
  const body =
    state === 'finished' ? 'The benchmark is finished.' : problem && `The benchmark failed: ${problem}.`;
  if (body && Notification.isSupported()) new Notification({ title: name, body }).show();
}
