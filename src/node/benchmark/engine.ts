import { performance } from 'node:perf_hooks';
import type { BenchmarkManifest } from '../../core/benchmark/manifest';
import { cellsOf, type BenchmarkPlan } from '../../core/benchmark/plan';
import type { TraceOutcome } from '../../core/benchmark/played';
import type { BenchmarkEvent } from '../../shared/benchmark';
import type { BenchmarkData } from './data';
import { estimateWork } from './estimate';
import { makeManifest, type BenchmarkMaker } from './manifest';
import { shareTrace, type BenchmarkJob, type Task } from './messages';
import { checkAlgorithms } from './play';
import { playTasks, type PlayOptions } from './workers';

/** A plan that can be played: its data are read, and every algorithm, measure and player fits. */
export interface PreparedBenchmark {
  readonly manifest: BenchmarkManifest;
  readonly job: BenchmarkJob;
}

/** @throws Error, a sentence, when an id, a measure, a player or a model does not fit. */
export function prepare(
  plan: BenchmarkPlan,
  data: BenchmarkData,
  maker: BenchmarkMaker,
  perChunkFolder: string | null = null,
): PreparedBenchmark {
  const job: BenchmarkJob = {
    videos: data.videos.map(({ name, ladderKbps, chunkSeconds, chunkKilobits }) => ({
      ...{ name, chunkSeconds },
      ladderKbps: [...ladderKbps],
      chunkKilobits: chunkKilobits.map((sizes) => [...sizes]),
    })),
    traceSets: data.traceSets.map(({ traces }) => traces.map(shareTrace)),
    algorithms: [...plan.algorithms],
    qoe: plan.qoe.map((measure) => measureOf(measure)),
    players: plan.players.map(({ id, options }) => ({ id, options: { ...options } })),
    resources: maker.resources,
    perChunkFolder,
  };
  checkAlgorithms(job);
  return { manifest: makeManifest(plan, data, maker), job };
}

function measureOf(measure: BenchmarkPlan['qoe'][number]): BenchmarkJob['qoe'][number] {
  if (typeof measure === 'string') return measure;
  const { quality } = measure;
  return { ...measure, quality: typeof quality === 'string' ? quality : [...quality] };
}

export interface RestOptions extends Omit<PlayOptions, 'job' | 'tasks'> {
  readonly job: BenchmarkJob;
  /** Played before; the rest is played. */
  readonly done: readonly TraceOutcome[];
  readonly onEvent?: (event: BenchmarkEvent) => void;
}

const progressMs = 200;

/** Measures how long it will take, then plays what is not done yet. @throws Error when it was aborted, too. */
export async function playRest({ job, done, onEvent, keep, ...options }: RestOptions): Promise<void> {
  const { threads, signal } = options;
  const tell = onEvent ?? (() => undefined);
  const tasks = tasksLeft(job, done);
  const left = cellsOf(job).map((_, cell) => tasks.filter((task) => task.cell === cell).length);
  const { cellSeconds, ...estimate } = await estimateWork(job, threads, { signal, left });
  tell({ type: 'estimated', estimate });
  const workOf = (these: readonly Task[]): number =>
    these.reduce((sum, { cell }) => sum + cellSeconds[cell], 0);
  const wholeWork = workOf(tasks);
  const begun = performance.now();
  let [count, skipped, work, told] = [done.length, failuresOf(done), 0, begun];
  const progress = (): void => {
    const seconds = (performance.now() - begun) / 1000;
    const secondsLeft = work > 0 ? (seconds / work) * (wholeWork - work) : estimate.seconds;
    tell({
      type: 'progress',
      done: count,
      all: estimate.all,
      skipped,
      secondsLeft: Math.max(0, secondsLeft),
    });
  };
  progress();
  await playTasks({
    ...{ ...options, job, tasks },
    keep: (outcome) => {
      count += 1;
      if (outcome.type === 'failed') skipped += 1;
      work += cellSeconds[outcome.cell];
      keep(outcome);
      if (performance.now() - told < progressMs && count < estimate.all) return;
      told = performance.now();
      progress();
    },
  });
}

function failuresOf(outcomes: readonly TraceOutcome[]): number {
  return outcomes.filter(({ type }) => type === 'failed').length;
}

/** Cell by cell, trace by trace. */
function tasksLeft(job: BenchmarkJob, done: readonly TraceOutcome[]): Task[] {
  const key = ({ cell, trace }: Task): string => `${cell} ${trace}`;
  const over = new Set(done.map(key));
  return cellsOf(job).flatMap(({ traceSet }, cell) =>
    job.traceSets[traceSet].map((_, trace) => ({ cell, trace })).filter((task) => !over.has(key(task))),
  );
}
