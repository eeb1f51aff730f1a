import { makeQoe } from '../../core/qoe/qoe';
import { synthesize } from '../../core/trace/synthesize/synthesize';
import { noAugmentation } from '../../core/training/augment';
import { syntheticLadder, syntheticVideo } from '../../core/training/synthetic-video';
import type { Scenario, SessionMix } from '../../core/training/session-mix';
import type { Trace } from '../../core/trace/bandwidth';
import type { Video } from '../../core/model/video';
import type { TrainingPlan } from '../../shared/training';
import { readTraces } from '../trace-files';
import { readVideo } from '../video-files';
import { sentenceOf } from '../platform/sentence';

/** What a run plays: for training, and for judging the agent. */
export interface TrainingData {
  readonly training: SessionMix;
  readonly validation: SessionMix;
}

const syntheticSeconds = 200;
const familySeconds = 320;
/** First seeds of synthetic videos and traces, all different from each other and from the seed of the run. */
const seedOf = { ladder: 500, video: 900, training: 1300, plain: 2600, validation: 7700 } as const;
/** Distance of the seeds of successive scenarios; a scenario has fewer synthetic videos than this. */
const seedStep = 1000;

/**
 * Reads what a plan names.
 * @throws Error, a sentence: a file cannot be read, there are no traces, a video has one level, a measure of a scenario
 * does not fit its ladder, or one is held and there is no model to start from.
 */
export function readTrainingData(plan: TrainingPlan): TrainingData {
  const { videos, traces, unaugmentedTraces } = readParts(plan, 0);
  const stated = readSources(plan.validation, seedOf.validation);
  const [learnt, kept] = stated.length > 0 ? [traces, stated] : setAside(traces);
  if (learnt.length + unaugmentedTraces.length === 0)
    throw new Error('expected at least one trace to train on, got none');
  if (stated.length === 0 && plan.scenarios?.some((scenario) => scenario.traces.paths.length > 0))
    throw new Error('expected traces for validation beside scenarios that name trace files, got none');
  if (kept.length === 0)
    throw new Error('expected traces for validation beside families that are never varied, got none');
  const { qoe, bufferCapsSeconds, hidesSizesShare, augmentation } = plan;
  const mix = { videos, qoe, bufferCapsSeconds, hidesSizesShare };
  const scenarios = plan.scenarios?.map((scenario, index) => readScenario(scenario, index, plan.startFrom));
  return {
    training: { ...mix, traces: learnt, unaugmentedTraces, scenarios, augmentation },
    validation: { ...mix, traces: kept, augmentation: noAugmentation },
  };
}

function readParts({ videos, traces }: Pick<TrainingPlan, 'videos' | 'traces'>, seedsFrom: number) {
  const { unaugmentedFamilies = [], perFamily } = traces;
  return {
    videos: videos.flatMap(repeated).map((source, i) => readSource(source, seedsFrom + i)),
    traces: readSources(traces, seedOf.training + seedsFrom),
    unaugmentedTraces: makeTraces(unaugmentedFamilies, perFamily, seedOf.plain + seedsFrom),
  };
}

/** Measures that do not fit a ladder are found here; those of the plan itself are when its validation sessions are made. */
function readScenario(
  stated: NonNullable<TrainingPlan['scenarios']>[number],
  index: number,
  startFrom: string | null,
): Scenario {
  try {
    if (stated.distilled && startFrom === null)
      throw new Error('expected a model to start from where it is distilled, got none');
    const parts = readParts(stated, seedStep * (index + 1));
    if (parts.traces.length + parts.unaugmentedTraces.length === 0)
      throw new Error('expected at least one trace to train on, got none');
    for (const { ladderKbps } of parts.videos) stated.qoe.forEach((id) => makeQoe(id, ladderKbps));
    return { ...stated, ...parts };
  } catch (error) {
    throw new Error(`scenario ${index + 1}: ${sentenceOf(error)}`, {
      cause: error,
    });
  }
}

function repeated(source: TrainingPlan['videos'][number]) {
  return Array.from({ length: source.times ?? 1 }, () => source);
}

function readSource(
  { path, ladderKbps, chunkSeconds }: TrainingPlan['videos'][number],
  index: number,
): Video {
  const video =
    path === null
      ? syntheticSource(index, ladderKbps, chunkSeconds)
      : readVideo(path, { ladderKbps, chunkSeconds });
  if (video.ladderKbps.length < 2) {
    throw new Error(`video ${video.name}: expected at least 2 levels to choose from, got 1`);
  }
  if (video.chunkCount < 2) {
    throw new Error(`video ${video.name}: expected at least 2 chunks, got ${video.chunkCount}`);
  }
  return video;
}

function syntheticSource(
  index: number,
  ladder: readonly number[] | undefined,
  seconds: number | undefined,
): Video {
  const ladderKbps = ladder ?? syntheticLadder(seedOf.ladder + index);
  const chunkSeconds = seconds ?? [1, 2, 4, 6, 10][index % 5];
  const chunkCount = Math.ceil(syntheticSeconds / chunkSeconds);
  return syntheticVideo({ ladderKbps, chunkSeconds, chunkCount, seed: seedOf.video + index });
}

function readSources(sources: TrainingPlan['traces'], seed: number): Trace[] {
  const { paths, pathTimes = 1, families, perFamily } = sources;
  const read = paths.length > 0 ? readTraces(paths) : [];
  return [...Array.from({ length: pathTimes }, () => read).flat(), ...makeTraces(families, perFamily, seed)];
}

function makeTraces(families: readonly string[], perFamily: number, seed: number): Trace[] {
  return families.flatMap((family) =>
    perFamily > 0 ? synthesize(family, { seed, count: perFamily, seconds: familySeconds }) : [],
  );
}

/** Every tenth trace (at least one) is kept for judging, however often it would be played; a single one serves for both. */
function setAside(traces: readonly Trace[]): [Trace[], Trace[]] {
  const different = [...new Set(traces)];
  if (different.length < 2) return [[...traces], different];
  const kept = new Set(different.filter((_, i) => i % 10 === 1));
  return [traces.filter((trace) => !kept.has(trace)), [...kept]];
}
