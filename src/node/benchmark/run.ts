import { performance } from 'node:perf_hooks';
import { summarise, type BenchmarkResult } from '../../core/benchmark/benchmark';
import { Histogram } from '../../core/benchmark/histogram';
import type { SessionFigures } from '../../core/benchmark/session';
import type { Trace } from '../../core/trace/bandwidth';
import { makeQoe, type CustomQoe, type QoeId } from '../../core/qoe/qoe';
import type { PlayerOptions } from '../../core/simulator/player-model';
import type { Video } from '../../core/video';
import { shareTrace, type BenchmarkJob, type PlayedTrace } from './messages';
import { tracePlayer } from './play';
import { playOnWorkers } from './workers';

export interface BenchmarkOptions {
  readonly video: Video;
  readonly traces: readonly Trace[];
  readonly algorithms: readonly string[];
  readonly qoe: QoeId | CustomQoe;
  /** Id of a player model. */
  readonly player: string;
  readonly playerOptions?: PlayerOptions;
  /** Worker threads; 1 plays on this thread. The figures do not depend on it. */
  readonly jobs: number;
  /** Built worker script; needed for more than one job. */
  readonly workerFile: string;
  readonly perChunkFolder?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (played: number, traces: number) => void;
}

export interface BenchmarkRun {
  readonly result: BenchmarkResult;
  /** Every session, algorithm by algorithm, in the order of the traces. */
  readonly sessions: readonly SessionFigures[];
}

/**
 * Every algorithm on every trace.
 * @throws Error when an id, the player or the QoE does not fit, a trace cannot be played, or it was aborted.
 */
export async function runBenchmark(options: BenchmarkOptions): Promise<BenchmarkRun> {
  const { algorithms, traces, jobs, onProgress } = options;
  if (algorithms.length === 0) throw new Error('expected at least one algorithm, got none');
  if (traces.length === 0) throw new Error('expected at least one trace, got none');
  const job = jobOf(options);
  const before = performance.now();
  const played: PlayedTrace[] = [];
  const keep = (one: PlayedTrace): void => {
    played.push(one);
    onProgress?.(played.length, traces.length);
  };
  const threads = Math.min(jobs, traces.length);
  if (threads <= 1) await playHere(job, keep, options.signal);
  else await playOnWorkers({ job, threads, workerFile: options.workerFile, signal: options.signal, keep });
  const seconds = (performance.now() - before) / 1000;
  const { id: qoe } = makeQoe(options.qoe, options.video.ladderKbps);
  return collect(algorithms, played, { qoe, seconds });
}

function jobOf({ video, traces, perChunkFolder, ...options }: BenchmarkOptions): BenchmarkJob {
  const { name, ladderKbps, chunkSeconds, chunkKilobits } = video;
  return {
    video: {
      name,
      ladderKbps: [...ladderKbps],
      chunkSeconds,
      chunkKilobits: chunkKilobits.map((sizes) => [...sizes]),
    },
    traces: traces.map(shareTrace),
    algorithms: [...options.algorithms],
    qoe: options.qoe,
    player: options.player,
    playerOptions: { ...options.playerOptions },
    perChunkFolder: perChunkFolder ?? null,
  };
}

async function playHere(
  job: BenchmarkJob,
  keep: (one: PlayedTrace) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const play = tracePlayer(job);
  for (let i = 0; i < job.traces.length; i++) {
    if (signal?.aborted) throw new Error('the benchmark was stopped');
    keep(play(i));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function collect(
  ids: readonly string[],
  played: PlayedTrace[],
  { qoe, seconds }: { qoe: string; seconds: number },
): BenchmarkRun {
  played.sort((a, b) => a.traceIndex - b.traceIndex);
  const byAlgorithm = ids.map((_, i) => played.map(({ sessions }) => sessions[i]));
  const sessions = byAlgorithm.flat();
  const chunks = sessions.reduce((sum, figures) => sum + figures.chunks, 0);
  const algorithms = ids.map((id, i) => {
    const times = new Histogram();
    for (const { decisionMicroseconds } of played) times.merge(new Histogram(decisionMicroseconds[i]));
    return summarise(id, byAlgorithm[i], times);
  });
  return { result: { qoe, chunksPerSecond: chunks / seconds, algorithms }, sessions };
}
