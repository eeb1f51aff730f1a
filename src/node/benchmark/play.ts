import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { AbrAlgorithm } from '../../core/abr/algorithm';
import { createAlgorithm, type SessionContext } from '../../core/abr/registry';
import { Histogram } from '../../core/benchmark/histogram';
import { formatPublishedLog } from '../../core/benchmark/published-log';
import type { Policy } from '../../core/rl/policy';
import { makeSessionRunner, type SessionSetup } from '../../core/benchmark/session';
import { logRows } from '../../core/benchmark/session-rows';
import { makeQoe } from '../../core/qoe/qoe';
import { findPlayerModel } from '../../core/simulator/registry';
import { makeVideo } from '../../core/video';
import { modelReader, projectResources } from '../models';
import { fileName } from '../text-files';
import { inlineWholeLoops } from './inlining';
import type { BenchmarkJob, PlayedTrace } from './messages';

/**
 * Plays one trace of a job with every algorithm; the same in a worker and without one.
 * @throws Error when an id, the player or the QoE does not fit, or a log cannot be written.
 */
export function tracePlayer(job: BenchmarkJob): (traceIndex: number) => PlayedTrace {
  inlineWholeLoops();
  const video = makeVideo(job.video);
  const qoe = makeQoe(job.qoe, video.ladderKbps);
  const player = findPlayerModel(job.player).create(job.playerOptions);
  const nowMs = (): number => performance.now();
  const setup: SessionSetup = { video, qoe, player, makeAlgorithm: makeAny, nowMs };
  return (traceIndex) => {
    const trace = job.traces[traceIndex];
    const run = makeSessionRunner(setup, trace);
    const times = job.algorithms.map(() => new Histogram());
    const sessions = job.algorithms.map((id, i) => {
      const { figures, log } = run(id, times[i]);
      if (job.perChunkFolder !== null) {
        writeLog(job.perChunkFolder, id, trace.name, formatPublishedLog(logRows(log, video, qoe)));
      }
      return figures;
    });
    return {
      type: 'played',
      traceIndex,
      sessions,
      decisionMicroseconds: times.map(({ counts }) => counts),
    };
  };
}

let readPolicy: ReturnType<typeof modelReader> | null = null;

/** Any algorithm, the agent with its models on the disk too. */
export function makeAny(id: string, context: SessionContext): AbrAlgorithm {
  const policy = (model: string): Policy => (readPolicy ??= modelReader(projectResources()))(model);
  return createAlgorithm(id, { ...context, policy });
}

/** One folder an algorithm, one file a trace, as published logs are laid out. */
function writeLog(folder: string, algorithm: string, trace: string, text: string): void {
  const own = join(folder, fileName(algorithm));
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, fileName(trace)), text);
}
