import { performance } from 'node:perf_hooks';
import { firstCell, sessionsOf, type BenchmarkResult } from '../../core/benchmark/benchmark';
import { bootstrapSeed } from '../../core/stats/bootstrap';
import type { BenchmarkPlan } from '../../core/benchmark/plan';
import type { TraceOutcome } from '../../core/benchmark/played';
import { makeReport } from '../../core/benchmark/report';
import type { SessionFigures } from '../../core/benchmark/session';
import type { CustomQoe, QoeId } from '../../core/qoe/qoe';
import type { PlayerOptions } from '../../core/simulator/player-model';
import type { Trace } from '../../core/trace/bandwidth';
import type { Video } from '../../core/model/video';
import { applicationVersion } from '../application-version';
import { projectResources } from '../models';
import { playRest, prepare } from './engine';

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
  readonly signal?: AbortSignal;
}

export interface BenchmarkRun {
  readonly result: BenchmarkResult;
  /** Every session, algorithm by algorithm, in the order of the traces. */
  readonly sessions: readonly SessionFigures[];
}

/**
 * Every algorithm on every trace, without a folder: one cell, of a video and traces at hand.
 * @throws Error when an id, the player or the QoE does not fit, no trace can be played, or it was aborted.
 */
export async function runBenchmark(options: BenchmarkOptions): Promise<BenchmarkRun> {
  const { video, traces, algorithms, jobs, workerFile, signal } = options;
  if (algorithms.length === 0) throw new Error('expected at least one algorithm, got none');
  if (traces.length === 0) throw new Error('expected at least one trace, got none');
  const data = { videos: [video], traceSets: [{ name: 'traces', traces }], skipped: [] };
  const maker = { application: applicationVersion, commit: null, resources: projectResources() };
  const { job, manifest } = prepare(planOf(options), data, maker);
  const before = performance.now();
  const outcomes: TraceOutcome[] = [];
  const keep = (outcome: TraceOutcome): void => void outcomes.push(outcome);
  await playRest({ job, done: [], threads: jobs, workerFile, signal, keep });
  const seconds = (performance.now() - before) / 1000;
  const report = makeReport(manifest, outcomes);
  if (report.played === 0) throw new Error(report.skipped[0].problem);
  const sessions = sessionsOf(outcomes, 0, algorithms.length).flat();
  return { result: firstCell(report, outcomes, seconds), sessions };
}

function planOf({ algorithms, qoe, player, playerOptions = {} }: BenchmarkOptions): BenchmarkPlan {
  return {
    name: 'benchmark',
    videos: [{ path: null }],
    traceSets: [{ name: 'traces', paths: ['.'] }],
    algorithms,
    qoe: [qoe],
    players: [{ id: player, options: playerOptions }],
    baseline: algorithms[0],
    seed: bootstrapSeed,
  };
}
