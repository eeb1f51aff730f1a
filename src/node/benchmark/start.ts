import * as v from 'valibot';
import type { BenchmarkEvent } from '../../shared/benchmark';
import type { ChildPort } from '../child-port';
import { benchmarkNewsSchema, type BenchmarkNews, type BenchmarkOrder } from './child-messages';

/** A benchmark in its own process, seen from the process that started it. */
export interface BenchmarkProcess {
  /** Ends the run; what was played stays. */
  stop(): void;
  /** The process is gone; the last event told was `ended`, also when it died. */
  readonly ended: Promise<void>;
}

/** Starts a run; `fork` starts out/main/benchmark.cjs. */
export function startBenchmark(
  fork: () => ChildPort,
  order: Omit<Extract<BenchmarkOrder, { type: 'run' }>, 'type'>,
  onEvent: (event: BenchmarkEvent) => void,
): BenchmarkProcess {
  const child = fork();
  let over = false;
  const tell = (event: BenchmarkEvent): void => {
    if (over) return;
    over = event.type === 'ended';
    onEvent(event);
  };
  child.onMessage((message) => {
    const news = v.parse(benchmarkNewsSchema, message);
    if (news.type === 'event') tell(news.event);
    if (news.type === 'failed') tell({ type: 'ended', state: 'failed', problem: news.problem });
  });
  const ended = new Promise<void>((resolve) =>
    child.onExit((code) => {
      tell({ type: 'ended', state: 'failed', problem: diedOf(code) });
      resolve();
    }),
  );
  child.post({ type: 'run', ...order } satisfies BenchmarkOrder);
  return { stop: () => child.post({ type: 'stop' } satisfies BenchmarkOrder), ended };
}

type Question = Extract<BenchmarkOrder, { type: 'estimate' | 'replay' | 'export' }>;

/** Has a question answered in a process of its own. @throws Error, the sentence that came instead. */
export function askBenchmark(fork: () => ChildPort, question: Question): Promise<BenchmarkNews> {
  return new Promise((resolve, reject) => {
    const child = fork();
    child.onMessage((message) => {
      const news = v.parse(benchmarkNewsSchema, message);
      if (news.type === 'event') return;
      child.kill();
      if (news.type === 'failed') reject(new Error(news.problem));
      else resolve(news);
    });
    child.onExit((code) => reject(new Error(diedOf(code))));
    child.post(question);
  });
}

function diedOf(code: number | null): string {
  return `the benchmark's process ended early${code === null ? '' : ` (exit code ${code})`}`;
}
