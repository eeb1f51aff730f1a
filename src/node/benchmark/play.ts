import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createAlgorithm } from '../../core/abr/registry';
import { Histogram } from '../../core/stats/histogram';
import { cellsOf } from '../../core/benchmark/plan';
import type { SessionTiming, TraceOutcome } from '../../core/benchmark/played';
import { formatPublishedLog } from '../../core/benchmark/published-log';
import { makeSessionRunner, type SessionRun, type SessionSetup } from '../../core/benchmark/session';
import { logRows } from '../../core/benchmark/session-rows';
import { makeQoe } from '../../core/qoe/qoe';
import { findPlayerModel } from '../../core/simulator/registry';
import type { Trace } from '../../core/trace/bandwidth';
import { makeVideo } from '../../core/model/video';
import { modelReader } from '../models';
import { fileName } from '../text-files';
import { inlineWholeLoops } from './inlining';
import type { BenchmarkJob, Task } from './messages';
import { sentenceOf } from '../platform/sentence';

/** The setting of each cell of a job. @throws Error when an id, the player or the QoE does not fit. */
export function cellSetups(job: BenchmarkJob): (SessionSetup & { readonly traces: readonly Trace[] })[] {
  const videos = job.videos.map(makeVideo);
  const makeAlgorithm = algorithmMaker(job.resources);
  return cellsOf(job).map((cell) => {
    const video = videos[cell.video];
    const { id, options } = job.players[cell.player];
    return {
      video,
      qoe: makeQoe(job.qoe[cell.qoe], video.ladderKbps),
      player: findPlayerModel(id).create(options),
      makeAlgorithm,
      nowMs: () => performance.now(),
      traces: job.traceSets[cell.traceSet],
    };
  });
}

/** @throws Error naming what does not fit: an algorithm for a ladder, a measure, a player, a model. */
export function checkAlgorithms(job: BenchmarkJob): void {
  for (const { video, qoe, player, makeAlgorithm, traces } of cellSetups(job)) {
    const context = {
      video,
      qoe,
      bufferCapSeconds: player.bufferCapSeconds,
      future: { trace: traces[0], video },
    };
    for (const id of job.algorithms) makeAlgorithm(id, context);
  }
}

/** Makes any algorithm, the agent with its models on the disk too. */
export function algorithmMaker(resources: string): SessionSetup['makeAlgorithm'] {
  const policy = modelReader(resources);
  return (id, context) => createAlgorithm(id, { ...context, policy });
}

/**
 * Plays one trace of a cell with every algorithm; the same in a worker and without one. What a trace breaks is told as its outcome.
 * @throws Error when an id, the player or the QoE does not fit, or a log cannot be written.
 */
export function taskPlayer(job: BenchmarkJob): (task: Task) => TraceOutcome {
  inlineWholeLoops();
  const setups = cellSetups(job);
  return (task) => {
    const setup = setups[task.cell];
    const trace = setup.traces[task.trace];
    let runs: readonly TimedRun[];
    try {
      const run = timedRunner(setup, trace);
      runs = job.algorithms.map(run);
    } catch (error) {
      return { type: 'failed', ...task, problem: sentenceOf(error) };
    }
    if (job.perChunkFolder !== null) {
      for (const { figures, log } of runs) {
        const text = formatPublishedLog(logRows(log, setup.video, setup.qoe));
        writeLog(job.perChunkFolder, figures.algorithm, trace.name, text);
      }
    }
    const sessions = runs.map(({ figures }) => figures);
    return { type: 'played', ...task, sessions, timings: runs.map(({ timing }) => timing) };
  };
}

interface TimedRun extends SessionRun {
  readonly timing: SessionTiming;
}

/** Sessions on one trace, each with where its time went. */
export function timedRunner(setup: SessionSetup, trace: Trace): (algorithm: string) => TimedRun {
  const run = makeSessionRunner(setup, trace);
  return (algorithm) => {
    const times = new Histogram();
    const before = setup.nowMs();
    const session = run(algorithm, times);
    return { ...session, timing: { seconds: (setup.nowMs() - before) / 1000, decisions: times.pairs() } };
  };
}

/** One folder an algorithm, one file a trace, as published logs are laid out. */
function writeLog(folder: string, algorithm: string, trace: string, text: string): void {
  const own = join(folder, fileName(algorithm));
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, fileName(trace)), text);
}
