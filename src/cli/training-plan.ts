import { resolve } from 'node:path';
import * as v from 'valibot';
import { qoeIds, type QoeId } from '../core/qoe/qoe';
import { defaultHyperparameters } from '../core/training/hyperparameters';
import { parseJson } from '../core/text/json';
import { findFamily } from '../core/trace/synthesize/synthesize';
import { modelFolder, projectResources } from '../node/models';
import { readForeignTextSync } from '../node/platform/foreign-file-sync';
import { strictAugmentationSchema } from '../shared/session-sources';
import { checkForeign } from '../shared/foreign';
import { trainingPlanSchema, type TrainingPlan } from '../shared/training';
import { currentPlan } from '../shared/training-migration';
import { UsageError, type Arguments } from './arguments';
import * as shared from './options';
import { tracePaths } from './trace-paths';

export const planOptions = {
  video: {
    ...shared.videoOptions.video,
    required: undefined,
    help: `${shared.videoOptions.video.help} (required without --plan)`,
  },
  ladder: shared.videoOptions.ladder,
  'chunk-seconds': shared.videoOptions['chunk-seconds'],
  traces: { value: 'DIR', help: 'folders or files of traces to train on', many: true },
  validation: {
    value: 'DIR',
    help: 'traces that choose the best weights (default: a tenth of the training traces)',
    many: true,
  },
  synthetic: { value: 'IDS', help: 'families of synthetic traces to train on, with commas' },
  'per-family': { value: 'N', help: 'synthetic traces of each family', fallback: '50' },
  qoe: { value: 'IDS', help: `measures to train for, with commas: ${qoeIds.join(', ')}`, fallback: 'lin' },
  minutes: {
    value: 'M',
    help: 'training time; becomes a number of decisions by the speed of the first seconds',
  },
  decisions: { value: 'N', help: 'number of decisions; with the seed it determines the weights' },
  seed: { value: 'S', help: 'seed of all random numbers', fallback: '1' },
  init: { value: 'MODEL', help: 'the model to start from: "default" or a folder' },
  'hide-sizes': { value: 'SHARE', help: 'share of sessions that hide the chunk sizes', fallback: '0' },
  augment: {
    value: 'B:D:S',
    help: "augmentation of each session's trace: bandwidth times exp(U(-B, B)), durations times exp(U(-D, D)), shuffled blocks in a share S of sessions",
    fallback: '0.3:0.3:0.3',
  },
  plan: {
    value: 'FILE',
    help: 'plan file, as in a run.json; the options give what it leaves out',
  },
  data: { value: 'DIR', help: 'folder where relative paths of the plan start' },
  out: {
    value: 'DIR',
    help: "the run's folder; the model is in DIR/model, and an interrupted run is resumed",
    required: true,
  },
  json: { help: 'events of training as lines of JSON on standard output' },
} as const;

const settings = Object.keys(defaultHyperparameters);
const setting = v.pipe(
  v.string(),
  v.check((name) => settings.includes(name), `expected names of settings: ${settings.join(', ')}`),
);

/**
 * A plan's file may leave out what the options say, and hyper-parameters with their default values. Unknown names are refused: a
 * misspelt one would have no effect.
 */
const planFileSchema = v.partial(
  v.strictObject({
    ...trainingPlanSchema.entries,
    augmentation: strictAugmentationSchema,
    hyperparameters: v.record(setting, v.unknown()),
  }),
);
type PlanFile = v.InferOutput<typeof planFileSchema>;

/**
 * The plan of --plan and the other options; `notify` gets a line about each old name in the plan's file.
 * @throws UsageError naming what is missing or wrong.
 */
export function planOf(
  args: Arguments<keyof typeof planOptions>,
  notify: (line: string) => void,
): TrainingPlan {
  const planFile = args.optional('plan');
  const stated = planFile === null ? {} : readPlanFile(planFile, notify);
  const file = checkForeign(planFileSchema, stated);
  if (!file.success) throw new UsageError(`${planFile ?? '--plan'}: ${file.problem}`);
  const whole = merged(planFromOptions(args, file.output), file.output, args.optional('data'));
  const checked = checkForeign(trainingPlanSchema, whole);
  if (checked.success) return checked.output;
  throw new UsageError(`${planFile ?? 'the plan'}: ${checked.problem}`);
}

/** A plan's file, with old names of settings replaced by those of today. */
function readPlanFile(file: string, notify: (line: string) => void): unknown {
  const stated = parseJson(file, readForeignTextSync(file, 'training plan'));
  const renames = new Set<string>();
  const plan = shared.usage(file, () =>
    currentPlan(stated, (old, current) => renames.add(`${old} is now called ${current}`)),
  );
  for (const rename of renames) notify(`${file}: ${rename}; the old name is accepted`);
  return plan;
}

/**
 * The plan file overrides the options, except for a budget or an initial model given as an option. Relative paths in the file
 * start from `data`.
 */
function merged(options: TrainingPlan, stated: PlanFile, data: string | null) {
  const whole = { ...options, ...stated, budget: options.budget };
  const at = (path: string): string => (data === null ? resolve(path) : resolve(data, path));
  const placed = (sources: TrainingPlan['traces']) => ({ ...sources, paths: sources.paths.map(at) });
  const sessionsPlaced = ({ videos, traces }: Pick<TrainingPlan, 'videos' | 'traces'>) => ({
    videos: videos.map((video) => ({ ...video, path: video.path === null ? null : at(video.path) })),
    traces: placed(traces),
  });
  return {
    ...whole,
    ...sessionsPlaced(whole),
    scenarios: whole.scenarios?.map((scenario) => ({ ...scenario, ...sessionsPlaced(scenario) })),
    validation: placed(whole.validation),
    startFrom:
      options.startFrom ?? (stated.startFrom ? modelFolder(at(stated.startFrom), projectResources()) : null),
    hyperparameters: { ...defaultHyperparameters, ...whole.hyperparameters },
  };
}

/** Paths are made absolute: the plan is stored, and the run may be resumed from another folder. */
function planFromOptions(args: Arguments<keyof typeof planOptions>, stated: PlanFile): TrainingPlan {
  const video = args.optional('video');
  const traces = args.all('traces');
  const families = args.list('synthetic') ?? [];
  shared.usage('--synthetic', () => families.forEach((family) => findFamily(family)));
  if (video === null && !stated.videos) throw new UsageError('--video is missing');
  if (traces.length + families.length === 0 && !stated.traces) throw new UsageError('--traces is missing');
  const init = args.optional('init');
  const { ladderKbps, chunkSeconds } = shared.videoShape(args);
  return {
    name: `${args.text('qoe')}, seed ${args.text('seed')}`,
    videos: [
      {
        path: resolve(video ?? ''),
        ...(ladderKbps && { ladderKbps }),
        ...(chunkSeconds && { chunkSeconds }),
      },
    ],
    qoe: (args.list('qoe') ?? []).map(qoeIdOf),
    traces: {
      paths: tracePaths(traces).map((path) => resolve(path)),
      families: [...families],
      perFamily: perFamily(args),
    },
    validation: {
      paths: tracePaths(args.all('validation')).map((path) => resolve(path)),
      families: [],
      perFamily: 0,
    },
    budget: budgetOf(args, stated.budget),
    seed: args.number('seed', { least: 0, most: 2 ** 31, whole: true }) ?? 1,
    startFrom: init === null ? null : resolve(modelFolder(init, projectResources())),
    hidesSizesShare: args.number('hide-sizes', { least: 0, most: 1 }) ?? 0,
    bufferCapsSeconds: [60],
    augmentation: augmentationOf(args.text('augment')),
    hyperparameters: defaultHyperparameters,
  };
}

function perFamily(args: Arguments<keyof typeof planOptions>): number {
  return args.number('per-family', { least: 1, most: 10_000, whole: true }) ?? 0;
}

function augmentationOf(text: string): TrainingPlan['augmentation'] {
  const numbers = text.split(':').map(Number);
  const [bandwidthSpread, durationSpread, shuffledShare] = numbers;
  if (numbers.length !== 3 || !numbers.every((number) => number >= 0 && number <= 3)) {
    throw new UsageError(`--augment: expected three numbers from 0 on as 0.3:0.3:0.5, got "${text}"`);
  }
  return { bandwidthSpread, durationSpread, shuffledShare };
}

function qoeIdOf(text: string): QoeId {
  const id = qoeIds.find((candidate) => candidate === text);
  if (id === undefined) throw new UsageError(`--qoe: expected ids of ${qoeIds.join(', ')}, got "${text}"`);
  return id;
}

function budgetOf(args: Arguments<keyof typeof planOptions>, stated: PlanFile['budget']) {
  const minutes = args.number('minutes', { least: 0.05, most: 10_000 });
  const decisions = args.number('decisions', { least: 1, most: 1e12, whole: true });
  if (minutes !== null && decisions !== null)
    throw new UsageError('expected --minutes or --decisions, got both');
  if (minutes !== null) return { minutes };
  if (decisions !== null) return { decisions };
  if (stated !== undefined) return stated;
  throw new UsageError('--minutes or --decisions is missing');
}
