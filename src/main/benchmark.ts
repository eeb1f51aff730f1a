import { app, Notification, utilityProcess } from 'electron';
import type { BenchmarkOrder } from '../node/benchmark/child-messages';
import type { BenchmarkMaker } from '../node/benchmark/manifest';
import { BenchmarkStore } from '../node/benchmark/run-store';
import { startBenchmark, type BenchmarkProcess } from '../node/benchmark/start';
import { utilityPort, type ChildPort } from '../node/child-port';
import { ExclusiveSlot } from '../node/platform/exclusive-slot';
import { sourceCommit } from '../node/source-commit';
import type { BenchmarkEvent } from '../shared/benchmark';
import { paths } from './paths';
import { send, showTaskbarProgress } from './window';

interface RunningBenchmark {
  readonly id: string;
  readonly name: string;
  /** Null until it is started. */
  process: BenchmarkProcess | null;
  last: BenchmarkEvent | null;
}

const slot = new ExclusiveSlot<RunningBenchmark>(
  ({ name }) => `the benchmark “${name}” is running; cancel it before another begins`,
);

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
  return slot.holder && { id: slot.holder.id, event: slot.holder.last };
}

type Work = Extract<BenchmarkOrder, { type: 'run' }>['work'];

/**
 * Begins a benchmark in its own process, one at a time; resolves when it is in the history.
 * @throws Error, the sentence with which it ended before that.
 */
export async function beginBenchmark(id: string, name: string, work: Work): Promise<void> {
  const mine: RunningBenchmark = { id, name, process: null, last: null };
  const giveBack = slot.take(mine);
  try {
    await startProcess(mine, work);
  } catch (error) {
    await afterEnd(mine, giveBack);
    throw error;
  }
  void afterEnd(mine, giveBack);
}

/** What was played stays. */
export function cancelBenchmark(): void {
  if (!slot.holder) throw new Error('no benchmark is running');
  slot.holder.process?.stop();
}

/** Ends the benchmark under way; resolves when its process is gone. */
export async function endBenchmark(): Promise<void> {
  slot.holder?.process?.stop();
  await slot.untilFree();
}

function startProcess(mine: RunningBenchmark, work: Work): Promise<void> {
  const order = { folder: benchmarks().folderOf(mine.id), work, maker: maker() };
  return new Promise((resolve, reject) => {
    let hasBegun = false;
    mine.process = startBenchmark(forkBenchmark, order, (event) => {
      mine.last = event;
      if (event.type === 'progress' && !hasBegun) {
        hasBegun = true;
        resolve();
        send('benchmarks-changed', null);
      }
      // What fails before that is told once, by the call that began it.
      if (hasBegun) take(mine, event);
      else if (event.type === 'ended') reject(new Error(event.problem ?? 'the benchmark was cancelled'));
    });
  });
}

async function afterEnd({ process }: RunningBenchmark, giveBack: () => void): Promise<void> {
  await process?.ended;
  giveBack();
  showTaskbarProgress(null);
  send('benchmarks-changed', null);
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
