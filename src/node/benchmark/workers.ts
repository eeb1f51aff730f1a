import { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import type { TraceOutcome } from '../../core/benchmark/played';
import { reportSchema, type BenchmarkJob, type Task } from './messages';
import { taskPlayer } from './play';

export interface PlayOptions {
  readonly job: BenchmarkJob;
  readonly tasks: readonly Task[];
  /** Worker threads; 1 plays on this thread. The figures do not depend on it. */
  readonly threads: number;
  /** Built worker script; needed for more than one thread. */
  readonly workerFile: string;
  readonly signal?: AbortSignal;
  readonly keep: (outcome: TraceOutcome) => void;
}

export const stoppedMessage = 'the benchmark was stopped';

/**
 * Plays every task, in their order on one thread or handed out to worker threads, one at a time to whoever is free. On the first
 * failure, or when aborted, every worker is stopped.
 */
export async function playTasks(options: PlayOptions): Promise<void> {
  const threads = Math.min(options.threads, options.tasks.length);
  if (threads <= 1) await playHere(options);
  else await playOnWorkers({ ...options, threads });
}

/** Others get their turn this often. */
const turnMs = 20;

async function playHere({ job, tasks, keep, signal }: PlayOptions): Promise<void> {
  const play = taskPlayer(job);
  let turn = Date.now();
  for (const task of tasks) {
    if (signal?.aborted) throw new Error(stoppedMessage);
    keep(play(task));
    if (Date.now() - turn < turnMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    turn = Date.now();
  }
}

async function playOnWorkers(options: PlayOptions): Promise<void> {
  const { job, tasks, threads, workerFile, signal } = options;
  if (signal?.aborted) throw new Error(stoppedMessage);
  let next = 0;
  const nextTask = (): Task | null => (next < tasks.length ? tasks[next++] : null);
  const workers = Array.from({ length: threads }, () => new Worker(workerFile, { workerData: job }));
  const stop = (): void => workers.forEach((worker) => void worker.terminate());
  signal?.addEventListener('abort', stop);
  try {
    await Promise.all(workers.map((worker) => feed(worker, nextTask, options)));
  } finally {
    signal?.removeEventListener('abort', stop);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Sends a worker one task after the other until none is left. */
function feed(worker: Worker, nextTask: () => Task | null, { keep, signal }: PlayOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', () =>
      reject(new Error(signal?.aborted ? stoppedMessage : 'a benchmark worker ended early')),
    );
    worker.on('message', (message: unknown) => {
      const report = v.parse(reportSchema, message);
      if (report.type === 'broken') return reject(new Error(report.message));
      if (report.type === 'outcome') keep(report.outcome);
      const task = nextTask();
      if (task === null) resolve();
      else worker.postMessage(task);
    });
  });
}
