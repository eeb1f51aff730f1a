import type { BenchmarkEstimate } from '../../shared/benchmark';
import { inlineWholeLoops } from './inlining';
import type { BenchmarkJob } from './messages';
import { cellSetups, timedRunner } from './play';

/** Each algorithm of a cell is measured so long at most, or by two sessions; one is enough where it takes long by itself. */
const mostMs = 60;
const mostSessions = 6;
const longMs = 2000;
/** Up to so many cells each one is measured. */
const mostCells = 12;

/** The estimate, and what a trace of each cell takes on one core. */
export interface WorkEstimate extends BenchmarkEstimate {
  readonly cellSeconds: readonly number[];
}

/** Plays some sessions of each algorithm in each cell, of which `left` traces are still to be played (default: all); of very many cells, those of one video and measure are taken to be alike. */
export async function estimateWork(
  job: BenchmarkJob,
  threads: number,
  { signal, left }: { readonly signal?: AbortSignal; readonly left?: readonly number[] } = {},
): Promise<WorkEstimate> {
  inlineWholeLoops();
  const setups = cellSetups(job);
  const known = new Map<string, readonly number[]>();
  const perTrace: (readonly number[])[] = [];
  const counts = left ?? setups.map(({ traces }) => traces.length);
  for (const setup of setups) {
    if (counts[perTrace.length] === 0) {
      perTrace.push(job.algorithms.map(() => 0));
      continue;
    }
    const alike = [setup.video.name, setup.video.ladderKbps, setup.qoe.id];
    const key = JSON.stringify(setups.length > mostCells ? alike : [perTrace.length]);
    const seconds = known.get(key) ?? (await sessionSeconds(setup, job.algorithms, signal));
    known.set(key, seconds);
    perTrace.push(seconds);
  }
  const cores = Math.max(1, Math.min(threads, sum(counts)));
  const algorithms = job.algorithms.map((id, i) => ({
    id,
    seconds: sum(counts.map((count, cell) => (count * perTrace[cell][i]) / cores)),
  }));
  return {
    seconds: sum(algorithms.map(({ seconds }) => seconds)),
    all: sum(setups.map(({ traces }) => traces.length)),
    algorithms,
    cellSeconds: perTrace.map(sum),
  };
}

type CellSetup = ReturnType<typeof cellSetups>[number];

/** Of one session of each algorithm; the first one, which the compiler still works on, counts only when it is the only one. */
async function sessionSeconds(
  setup: CellSetup,
  algorithms: readonly string[],
  signal?: AbortSignal,
): Promise<number[]> {
  const seconds: number[] = [];
  for (const id of algorithms) {
    signal?.throwIfAborted();
    await new Promise((resolve) => setImmediate(resolve));
    seconds.push(measured(setup, id));
  }
  return seconds;
}

function measured(setup: CellSetup, algorithm: string): number {
  const { traces, nowMs } = setup;
  const begun = nowMs();
  const isEnough = (sessions: number): boolean => {
    const ms = nowMs() - begun;
    return ms > (sessions < 2 ? longMs : mostMs);
  };
  const found: number[] = [];
  for (let i = 0; i < mostSessions && (i === 0 || !isEnough(found.length)); i++) {
    const trace = traces[Math.floor((i * traces.length) / mostSessions)];
    try {
      found.push(timedRunner(setup, trace)(algorithm).timing.seconds);
    } catch {
      continue; // the run itself will tell what is wrong with this trace
    }
  }
  const kept = found.length > 1 ? found.slice(1) : found;
  return kept.length > 0 ? sum(kept) / kept.length : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
