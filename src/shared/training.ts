import * as v from 'valibot';
import { currentRun, currentRunLine } from './training-migration';
import { augmentationSchema, hyperparametersSchema, resumedAtDecisionsSchema } from './policy';
import {
  bufferCapsSchema,
  scenarioSchema,
  pathSchema,
  qoeMeasuresSchema,
  traceSourcesSchema,
  videoSourceSchema,
} from './session-sources';
import { idSchema } from './id';
import { backendChoiceSchema, tensorBackendSchema } from './tensor-backend';
import {
  atLeastOne,
  between,
  chunkSeconds,
  count,
  finiteNumber,
  notNegative,
  qoe,
  seconds,
  seed,
  share,
  whole,
} from './numbers';

/** How long to train: so many decisions, or as many as fit into so many minutes at the speed of the first seconds. */
export const budgetSchema = v.union([
  v.object({ decisions: atLeastOne }),
  v.object({ minutes: between(0.05, 10_000) }),
]);
export type Budget = v.InferOutput<typeof budgetSchema>;

/** Everything that a run is: the same plan on the same machine gives the same weights, given its budget in decisions. */
export const trainingPlanSchema = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  videos: v.pipe(v.array(videoSourceSchema), v.minLength(1)),
  qoe: qoeMeasuresSchema,
  traces: traceSourcesSchema,
  /** The other sessions are drawn from the plan's own videos, measures and traces. Validation plays none of these. */
  scenarios: v.optional(
    v.pipe(
      v.array(scenarioSchema),
      v.check(
        (scenarios) => scenarios.reduce((sum, { weight }) => sum + weight, 0) <= 1 + 1e-9,
        'expected weights of at most 1 in all',
      ),
    ),
  ),
  /** They choose the best weights. Empty: a tenth of the training traces is set aside. */
  validation: traceSourcesSchema,
  budget: budgetSchema,
  seed,
  /** Folder of the model to start from; null: fresh weights. */
  startFrom: v.nullable(pathSchema),
  /** Keep the last weights as the model; by default those that are best on the validation traces are kept. */
  keep: v.optional(v.literal('last')),
  /** Probability that a session hides the chunk sizes, as other players do. */
  hidesSizesShare: share,
  /** Buffer caps to draw from, seconds; [60] is the published setting. */
  bufferCapsSeconds: bufferCapsSchema,
  /** core/training/augment.ts */
  augmentation: augmentationSchema,
  hyperparameters: hyperparametersSchema,
});
export type TrainingPlan = v.InferOutput<typeof trainingPlanSchema>;

/** Metrics of an iteration, named as in cleanrl and stable-baselines3. */
export const metricsSchema = v.object({
  decisions: count,
  mean_reward: finiteNumber,
  session_qoe: v.nullable(qoe),
  /** null when no decision was distilled. */
  distillation_agreement: v.nullable(finiteNumber),
  policy_loss: finiteNumber,
  value_loss: finiteNumber,
  entropy: finiteNumber,
  approx_kl: finiteNumber,
  clip_fraction: finiteNumber,
  explained_variance: finiteNumber,
  gradient_norm: finiteNumber,
  learning_rate: finiteNumber,
  entropy_coef: finiteNumber,
  /** Over the run so far, without pauses and evaluations. */
  decisions_per_second: notNegative,
});
export type TrainingMetrics = v.InferOutput<typeof metricsSchema>;

/** The agent (greedy) on the validation traces. */
export const evaluationSchema = v.object({
  decisions: count,
  /** Mean QoE per chunk, over sessions, in units of the top level's quality. */
  score: qoe,
  /** The same unscaled, where all videos share a ladder; null otherwise. */
  qoe: v.nullable(qoe),
  rebuffer_seconds_per_chunk: seconds,
  best: v.boolean(),
});
export type TrainingEvaluation = v.InferOutput<typeof evaluationSchema>;

/** A rule on the same validation traces: a flat line in the chart. */
export const baselineSchema = v.object({ algorithm: v.string(), score: qoe, qoe: v.nullable(qoe) });
export type TrainingBaseline = v.InferOutput<typeof baselineSchema>;

/** The untrained and the trained agent on the same sessions. */
export const beforeAfterSchema = v.object({
  sessions: count,
  before: v.object({
    rewardPerSession: finiteNumber,
    stallsPerSession: notNegative,
    stallSecondsPerSession: seconds,
  }),
  after: v.object({
    rewardPerSession: finiteNumber,
    stallsPerSession: notNegative,
    stallSecondsPerSession: seconds,
  }),
});
export type BeforeAfter = v.InferOutput<typeof beforeAfterSchema>;

export const runStateSchema = v.picklist(['running', 'paused', 'finished', 'stopped', 'failed']);
export type RunState = v.InferOutput<typeof runStateSchema>;

/** Events of the training process, in order of time. */
export const trainingEventSchema = v.variant('type', [
  v.object({
    type: v.literal('started'),
    backend: tensorBackendSchema,
    budgetDecisions: v.nullable(count),
    baselines: v.array(baselineSchema),
  }),
  /** `--minutes` became a number of decisions. */
  v.object({ type: v.literal('budget'), budgetDecisions: count }),
  v.object({ type: v.literal('iteration'), metrics: metricsSchema }),
  v.object({ type: v.literal('evaluation'), evaluation: evaluationSchema }),
  v.object({ type: v.literal('checkpoint'), decisions: count }),
  v.object({ type: v.literal('state'), state: runStateSchema, problem: v.nullable(v.string()) }),
  v.object({ type: v.literal('before-after'), beforeAfter: beforeAfterSchema }),
]);
export type TrainingEvent = v.InferOutput<typeof trainingEventSchema>;

/** To the training process. */
export const trainingCommandSchema = v.variant('type', [
  v.object({
    type: v.literal('start'),
    /** The run's folder; a checkpoint in it is resumed. */
    folder: pathSchema,
    plan: trainingPlanSchema,
    backend: backendChoiceSchema,
    application: v.string(),
    commit: v.nullable(v.string()),
  }),
  v.object({ type: v.literal('pause') }),
  v.object({ type: v.literal('resume') }),
  v.object({ type: v.literal('stop') }),
]);
export type TrainingCommand = v.InferOutput<typeof trainingCommandSchema>;

/** The version of run.json that this application writes; it reads the versions before too. */
export const trainingRunVersion = 2;

/** run.json of a run's folder: what Training history lists. */
export const trainingRunSchema = v.object({
  version: v.literal(trainingRunVersion),
  name: v.string(),
  /** ISO times. */
  startedAt: v.string(),
  endedAt: v.nullable(v.string()),
  state: runStateSchema,
  problem: v.nullable(v.string()),
  plan: trainingPlanSchema,
  backend: tensorBackendSchema,
  budgetDecisions: v.nullable(count),
  decisions: count,
  resumedAtDecisions: resumedAtDecisionsSchema,
  baselines: v.array(baselineSchema),
  best: v.nullable(evaluationSchema),
  beforeAfter: v.nullable(beforeAfterSchema),
});
export type TrainingRun = v.InferOutput<typeof trainingRunSchema>;

/** run.json of any version. */
export const storedTrainingRunSchema = v.pipe(v.unknown(), v.transform(currentRun), trainingRunSchema);

/** A line of metrics.jsonl, of any version. */
export const runLineSchema = v.pipe(
  v.unknown(),
  v.transform(currentRunLine),
  v.variant('type', [
    v.object({ type: v.literal('iteration'), metrics: metricsSchema }),
    v.object({ type: v.literal('evaluation'), evaluation: evaluationSchema }),
  ]),
);
export type RunLine = v.InferOutput<typeof runLineSchema>;

/** What the Train page asks for; main turns it into a plan. */
export const trainingRequestSchema = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  /** Prepared videos, by their id in the library. */
  entryIds: v.array(idSchema),
  /** Synthetic videos of these ladders (kbps, rising). */
  ladders: v.array(
    v.object({
      ladderKbps: v.pipe(v.array(between(1, 1e9)), v.minLength(2), v.maxLength(10)),
      chunkSeconds,
    }),
  ),
  /** Folders and files of traces. */
  tracePaths: v.array(pathSchema),
  /** Trace sets that the application keeps, by id. */
  traceSetIds: v.array(idSchema),
  families: v.array(v.string()),
  perFamily: whole(1, 2000),
  qoe: qoeMeasuresSchema,
  budget: budgetSchema,
  seed,
  /** Id of the model to start from; null: fresh weights. */
  startFrom: v.nullable(idSchema),
});
export type TrainingRequest = v.InferOutput<typeof trainingRequestSchema>;

/** The score of an evaluation as it is shown: the unscaled QoE where there is one. */
export function shownScore({ score, qoe }: Pick<TrainingEvaluation, 'score' | 'qoe'>): number {
  return qoe ?? score;
}

/** An evaluation as a small curve needs it. */
export interface ScorePoint {
  readonly decisions: number;
  /** `shownScore` of it. */
  readonly score: number;
}

/** A run as Training history lists it. */
export interface ListedRun {
  readonly id: string;
  readonly run: TrainingRun;
  /** Its evaluations in order of time, thinned to some dozens: the first, the best and the last are among them. */
  readonly curve: readonly ScorePoint[];
  /** Its model can be played. */
  readonly hasModel: boolean;
  /** Bytes of its folder. */
  readonly bytes: number;
}

/** A run with its curves. */
export interface OpenedRun extends ListedRun {
  /** Thinned to at most some hundred points. */
  readonly iterations: readonly TrainingMetrics[];
  readonly evaluations: readonly TrainingEvaluation[];
}
