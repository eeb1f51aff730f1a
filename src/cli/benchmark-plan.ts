import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import * as v from 'valibot';
import { bootstrapSeed } from '../core/stats/bootstrap';
import type { BenchmarkManifest } from '../core/benchmark/manifest';
import type { BenchmarkPlan, TraceSetSource, VideoSource } from '../core/benchmark/plan';
import { parseQoe } from '../core/qoe/parse';
import { makeQoe } from '../core/qoe/qoe';
import { readSource } from '../node/benchmark/data';
import { modelFolder, projectResources } from '../node/models';
import { benchmarkPlanSchema } from '../shared/benchmark';
import { UsageError, type Arguments } from './arguments';
import * as shared from './options';
import { tracePaths } from './trace-paths';

export const planOptions = {
  ...shared.videoOptions,
  video: {
    value: 'PATH',
    help: `${shared.videoOptions.video.help}; several are played one after the other`,
    many: true,
  },
  traces: {
    value: 'DIR',
    help: 'folders or files of traces, or set:NAME, all one set; NAME=DIR begins a set of its own',
    many: true,
  },
  algorithms: { value: 'IDS', help: `with commas: ${shared.algorithmIds}` },
  qoe: { ...shared.qoeOption, many: true },
  ...shared.playerOptions,
  player: {
    ...shared.playerOptions.player,
    help: `${shared.playerOptions.player.help}; several with commas`,
  },
  format: shared.formatOption,
  baseline: { value: 'ID', help: 'the algorithm that the others are held to (default: the first one)' },
  seed: { value: 'S', help: `of the bootstrap (default: ${bootstrapSeed})` },
} as const;

type PlanArguments = Arguments<keyof typeof planOptions>;

/** The plan that the options make; paths are made absolute, since it is kept. @throws UsageError for what is missing or wrong. */
export function planOf(args: PlanArguments): BenchmarkPlan {
  const algorithms = shared.algorithmsOf(args).map(withWholePath);
  const traceSets = traceSetsOf(args);
  const baseline = args.optional('baseline');
  const plan = {
    name: traceSets
      .map(({ name }) => name)
      .join(', ')
      .slice(0, 200),
    videos: videosOf(args),
    traceSets,
    algorithms,
    qoe: args.all('qoe').map((text) => shared.usage('--qoe', () => parseQoe(text))),
    players: shared.playersOf(args),
    baseline: baseline === null ? algorithms[0] : withWholePath(baseline),
    seed: args.number('seed', { least: 0, most: 2 ** 32 - 1, whole: true }) ?? bootstrapSeed,
  };
  if (!plan.algorithms.includes(plan.baseline)) {
    throw new UsageError(
      `--baseline: expected one of ${shared.algorithmsOf(args).join(', ')}, got ${baseline}`,
    );
  }
  const ladders = plan.videos.map((video) => readSource(video).ladderKbps);
  shared.usage('--qoe', () =>
    plan.qoe.forEach((measure) => ladders.forEach((ladder) => makeQoe(measure, ladder))),
  );
  return shared.usage('the plan', () => v.parse(benchmarkPlanSchema, plan));
}

/** A manifest whose data may lie elsewhere now: where --video or --traces are given, they take the places of those named. */
export function relocated(manifest: BenchmarkManifest, args: PlanArguments): BenchmarkManifest {
  const { plan } = manifest;
  const [videos, traces] = [args.all('video'), args.all('traces')];
  const sets = traces.length > 0 ? traceSetsOf(args) : plan.traceSets;
  if (videos.length > 0 && videos.length !== plan.videos.length) {
    throw new UsageError(`--video: expected ${plan.videos.length} as in the manifest, got ${videos.length}`);
  }
  if (sets.length !== plan.traceSets.length) {
    throw new UsageError(
      `--traces: expected ${plan.traceSets.length} sets as in the manifest, got ${sets.length}`,
    );
  }
  return {
    ...manifest,
    plan: {
      ...plan,
      videos: plan.videos.map((video, i) =>
        videos.length > 0 ? { ...video, path: resolve(videos[i]) } : video,
      ),
      traceSets: plan.traceSets.map((set, i) => {
        const { paths } = sets.find(({ name }) => name === set.name) ?? sets[i];
        return { ...set, paths };
      }),
    },
  };
}

function videosOf(args: PlanArguments): VideoSource[] {
  const paths = args.all('video');
  if (paths.length === 0) throw new UsageError('--video is missing');
  const { ladderKbps, chunkSeconds } = shared.videoShape(args);
  return paths.map((path) => ({
    path: resolve(path),
    ...(ladderKbps && { ladderKbps }),
    ...(chunkSeconds && { chunkSeconds }),
  }));
}

/** Words without a name are one set, called after them; `NAME=PATH` adds to the set of that name. */
function traceSetsOf(args: PlanArguments): TraceSetSource[] {
  const words = args.all('traces');
  if (words.length === 0) throw new UsageError('--traces is missing');
  const unnamed = words.filter((word) => nameOf(word) === null).map((word) => word.replace(/^set:/, ''));
  const common = unnamed
    .map((path) => basename(resolve(path)))
    .join(', ')
    .slice(0, 200);
  const format = args.optional('format');
  const sets = new Map<string, string[]>();
  for (const word of words) {
    const stated = nameOf(word);
    const name = stated ?? common;
    const paths = tracePaths([stated === null ? word : word.slice(stated.length + 1)]);
    sets.set(name, [...(sets.get(name) ?? []), ...paths.map((path) => resolve(path))]);
  }
  return [...sets].map(([name, paths]) => ({ name, paths, ...(format !== null && { format }) }));
}

/** What stands before the `=` of a word that is no path itself. */
function nameOf(word: string): string | null {
  const at = word.indexOf('=');
  return at < 1 || existsSync(word) ? null : word.slice(0, at);
}

/** `ppo:FOLDER` with the folder's whole path; a model's name stays as it is. */
function withWholePath(id: string): string {
  const model = /^ppo:(.+)$/.exec(id)?.[1];
  if (model === undefined || !existsSync(modelFolder(model, projectResources())) || model === 'default')
    return id;
  return `ppo:${resolve(model)}`;
}
