import { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import { reportSchema, type BenchmarkJob, type PlayedTrace } from './messages';

interface WorkersOptions {
  readonly job: BenchmarkJob;
  readonly threads: number;
  readonly workerFile: string;
  readonly signal: AbortSignal | undefined;
  readonly keep: (played: PlayedTrace) => void;
}

/**
 * Hands the job's traces out to worker threads, one at a time to whoever is free. On the first failure, or when aborted,
 * every worker is stopped.
 */
export async function playOnWorkers(options: WorkersOptions): Promise<void> {
  const { job, threads, workerFile, signal } = options;
  let next = 0;
  const nextTrace = (): number | null => (next < job.traces.length ? next++ : null);
  const workers = Array.from({ length: threads }, () => new Worker(workerFile, { workerData: job }));
  const stop = (): void => workers.forEach((worker) => void worker.terminate());
  signal?.addEventListener('abort', stop);
  try {
    await Promise.all(workers.map((worker) => feed(worker, nextTrace, options)));
  } finally {
    signal?.removeEventListener('abort', stop);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Sends a worker one trace after the other until none is left. */
function feed(
  worker: Worker,
  nextTrace: () => number | null,
  { keep, signal }: WorkersOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', () =>
      reject(new Error(signal?.aborted ? 'the benchmark was stopped' : 'a benchmark worker ended early')),
    );
    worker.on('message', (message: unknown) => {
      const report = v.parse(reportSchema, message);
      if (report.type === 'failed') return reject(new Error(report.message));
      if (report.type === 'played') keep(report);
      const traceIndex = nextTrace();
      if (traceIndex === null) resolve();
      else worker.postMessage(traceIndex);
    });
  });
}
