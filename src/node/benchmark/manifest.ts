import { cpus } from 'node:os';
import { findAlgorithm } from '../../core/abr/registry';
import { defaultModel } from '../../core/abr/ppo';
import type { BenchmarkManifest } from '../../core/benchmark/manifest';
import type { BenchmarkPlan } from '../../core/benchmark/plan';
import { makeQoe } from '../../core/qoe/qoe';
import { findPlayerModel } from '../../core/simulator/registry';
import { TraceBandwidth, type Trace } from '../../core/trace/bandwidth';
import { modelFolder, readModel } from '../models';
import type { BenchmarkData } from './data';
import { traceSetSha256, traceSha256, videoSha256, weightsSha256 } from './hashes';

/** What runs the benchmark, for the record. */
export interface BenchmarkMaker {
  readonly application: string;
  readonly commit: string | null;
  /** The folder that the application's own model lies in. */
  readonly resources: string;
}

/** The manifest of a plan whose data are read. @throws Error, a sentence: an id is unknown, or a model cannot be read. */
export function makeManifest(
  plan: BenchmarkPlan,
  data: BenchmarkData,
  maker: BenchmarkMaker,
): BenchmarkManifest {
  const [processor] = cpus();
  return {
    version: 1,
    plan,
    application: maker.application,
    commit: maker.commit,
    createdAt: new Date().toISOString(),
    machine: {
      platform: `${process.platform} ${process.arch}`,
      processor: processor?.model ?? 'unknown',
      cores: cpus().length,
      node: process.versions.node,
    },
    videos: data.videos.map((video) => ({
      name: video.name,
      sha256: videoSha256(video),
      ladderKbps: video.ladderKbps,
      chunkSeconds: video.chunkSeconds,
      chunkCount: video.chunkCount,
    })),
    traceSets: data.traceSets.map(({ name, traces }) => {
      const facts = traces.map(traceFacts);
      return { name, sha256: traceSetSha256(facts), traces: facts };
    }),
    algorithms: plan.algorithms.map((id) => algorithmFacts(id, maker.resources)),
    qoe: plan.qoe.map((measure) => makeQoe(measure, data.videos[0].ladderKbps).id),
    players: plan.players.map(({ id }) => findPlayerModel(id).name),
    skipped: data.skipped,
  };
}

function traceFacts(trace: Trace) {
  const { periodSeconds, periodKilobits } = new TraceBandwidth(trace);
  return {
    name: trace.name,
    sha256: traceSha256(trace),
    seconds: periodSeconds,
    meanKbps: periodKilobits / periodSeconds,
  };
}

function algorithmFacts(id: string, resources: string): BenchmarkManifest['algorithms'][number] {
  const { id: name, name: shown, parameter } = findAlgorithm(id);
  const stated = id.slice(name.length + 1);
  if (parameter !== 'model') return { id, name: stated === '' ? shown : `${shown} ${stated}`, model: null };
  const model = stated === '' ? defaultModel : stated;
  const { policy, weights } = readModel(modelFolder(model, resources));
  return {
    id,
    name: model === defaultModel ? shown : `${shown}: ${policy.name}`,
    model: { name: policy.name, sha256: weightsSha256(weights) },
  };
}

/**
 * Holds what was read now to what a manifest recorded.
 * @throws Error, a sentence naming the first video, trace set or model that is another one, or more or fewer of them.
 */
export function checkSame(recorded: BenchmarkManifest, found: BenchmarkManifest): void {
  for (const part of ['videos', 'traceSets', 'algorithms'] as const) {
    const [expected, now] = [recorded[part].length, found[part].length];
    if (expected !== now)
      throw new Error(`the manifest contradicts itself: ${part} lists ${expected}, its plan has ${now}`);
  }
  const differs = (what: string, before: string | undefined, now: string | undefined): void => {
    if (before === now) return;
    const short = (hash: string | undefined): string => hash?.slice(0, 12) ?? 'nothing';
    throw new Error(
      `${what} is not the one of the manifest any more: expected SHA-256 ${short(before)}, found ${short(now)}`,
    );
  };
  recorded.videos.forEach(({ name, sha256 }, i) =>
    differs(`the video ${name}`, sha256, found.videos[i].sha256),
  );
  recorded.traceSets.forEach((set, i) => {
    const now = found.traceSets[i].traces;
    const { name, sha256, traces } = set;
    const other = traces.find((trace, k) => trace.sha256 !== now[k]?.sha256);
    if (other)
      differs(`the trace ${other.name} of ${name}`, other.sha256, now[traces.indexOf(other)]?.sha256);
    differs(
      `the trace set ${name} (${traces.length} traces, now ${now.length})`,
      sha256,
      found.traceSets[i].sha256,
    );
  });
  recorded.algorithms.forEach(({ name, model }, i) =>
    differs(`the model of ${name}`, model?.sha256, found.algorithms[i].model?.sha256),
  );
}
