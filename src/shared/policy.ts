import { checkForeign } from './foreign';
import { quote } from '../core/text/quote';
import * as v from 'valibot';
import { candidateFeatures, contextFeatures } from '../core/agent/features';
import { Layout } from '../core/agent/layout';
import { Policy } from '../core/agent/policy';
import { tensorBackendSchema } from './tensor-backend';
import {
  atLeastOne,
  between,
  count,
  finiteNumber,
  notNegative,
  qoe,
  seconds,
  seed,
  share,
  whole,
} from './numbers';
import { currentPolicy } from './training-migration';

const units = whole(1, 1024);
const pair = v.pipe(v.tuple([units, units]), v.readonly());
const schedule = v.object({ from: finiteNumber, to: finiteNumber });

/** The version of policy.json that this application writes; it reads the versions before too (training-migration.ts). */
export const policyVersion = 2;

/** The Hyperparameters as they are stored; core/training/hyperparameters.ts says what each is. */
export const hyperparametersSchema = v.pipe(
  v.object({
    policyUnits: pair,
    valueUnits: pair,
    environments: atLeastOne,
    shards: atLeastOne,
    stepsPerRollout: atLeastOne,
    vineEvery: count,
    vineSeconds: notNegative,
    vineMinSteps: atLeastOne,
    vineMinProbability: share,
    vineMaxRollouts: atLeastOne,
    observationNoise: finiteNumber,
    discount: finiteNumber,
    gaeLambda: finiteNumber,
    clipCoef: finiteNumber,
    dualClip: finiteNumber,
    updateEpochs: atLeastOne,
    minibatchSize: atLeastOne,
    learningRate: schedule,
    entropyCoef: schedule,
    valueCoef: finiteNumber,
    extraStallWeight: finiteNumber,
    rewardKnee: finiteNumber,
    advantageClip: finiteNumber,
    valueDamping: notNegative,
    advantageScalePower: notNegative,
    valueHuberDelta: finiteNumber,
    maxGradientNorm: finiteNumber,
    distillationCoef: notNegative,
    weightDecay: notNegative,
    emaDecay: finiteNumber,
  }),
  v.check(
    ({ environments, shards, stepsPerRollout, minibatchSize, vineMaxRollouts }) =>
      environments % shards === 0 &&
      minibatchSize % shards === 0 &&
      minibatchSize <= environments * stepsPerRollout &&
      vineMaxRollouts >= shards,
    'expected environments and minibatchSize to be multiples of shards, minibatchSize at most environments x stepsPerRollout, and vineMaxRollouts at least shards',
  ),
);

/** core/training/augment.ts' Augmentation as it is stored. */
export const augmentationSchema = v.object({
  bandwidthSpread: between(0, 3),
  durationSpread: share,
  shuffledShare: share,
  slowStartShare: v.optional(share),
});

/**
 * Where a run was resumed after it was cut off or stopped. Each time new sessions are drawn, so the weights are not those of an
 * uninterrupted run.
 */
export const resumedAtDecisionsSchema = v.array(count);

const traceCounts = v.array(v.object({ name: v.string(), count }));

/** How a model came to be: enough to train it again. */
export const provenanceSchema = v.object({
  /** ISO time of the end of training. */
  createdAt: v.string(),
  /** Version of the application, and the commit where it is known. */
  application: v.string(),
  commit: v.nullable(v.string()),
  backend: tensorBackendSchema,
  seed,
  /** Decisions that were asked for. */
  budgetDecisions: count,
  /** Decisions that these weights were trained on. */
  decisions: count,
  resumedAtDecisions: resumedAtDecisionsSchema,
  videos: v.array(v.string()),
  /** The traces that `augmentation` was applied to. */
  traces: traceCounts,
  /** null in records from before these were counted separately: `traces` then includes them. */
  unaugmentedTraces: v.nullable(traceCounts),
  scenarios: v.array(
    v.object({
      weight: share,
      videos: v.array(v.string()),
      qoe: v.array(v.string()),
      traces: traceCounts,
      unaugmentedTraces: traceCounts,
      /** Stated where they differ from those of the other sessions. */
      extraStallWeight: v.optional(notNegative),
      bufferCapsSeconds: v.optional(v.array(seconds)),
      augmentation: v.optional(augmentationSchema),
      /** The policy was distilled toward its initial weights. */
      distilled: v.optional(v.boolean()),
    }),
  ),
  validation: traceCounts,
  hidesSizesShare: share,
  bufferCapsSeconds: v.array(seconds),
  augmentation: augmentationSchema,
  qoe: v.array(v.string()),
  /** Mean QoE per chunk on the validation traces by which the weights were chosen; null without any. */
  validationQoe: v.nullable(qoe),
  /** Folder name of the model or run that the initial weights came from; null: fresh weights. */
  startedFrom: v.nullable(v.string()),
  hyperparameters: hyperparametersSchema,
});
export type Provenance = v.InferOutput<typeof provenanceSchema>;

/** policy.json: everything that is needed to run the weights beside it. */
export const policySchema = v.object({
  schema: v.literal('neuralstream-policy'),
  version: v.literal(policyVersion),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** The network's inputs, in order: a model fits one definition of the observation only. */
  contextFeatures: v.array(v.string()),
  candidateFeatures: v.array(v.string()),
  policyUnits: pair,
  valueUnits: pair,
  training: provenanceSchema,
});
export type PolicyFile = v.InferOutput<typeof policySchema>;

/** A model as it crosses a process border: the description and the weights in core/agent/layout's order. */
export interface Model {
  readonly policy: PolicyFile;
  readonly weights: Float32Array;
}

/** Makes the forward pass of a model. */
export function policyOf({ policy, weights }: Model): Policy {
  return new Policy(new Layout(policy), weights);
}

/**
 * Checks a parsed policy.json.
 * @throws Error, a sentence: another version, another observation, or what in it is not as expected.
 */
export function parsePolicy(stored: unknown, place: string): PolicyFile {
  const found = currentPolicy(stored);
  const version: unknown = typeof found === 'object' && found !== null ? Reflect.get(found, 'version') : null;
  if (typeof version === 'number' && version !== policyVersion) {
    throw new Error(`${place}: expected a policy of version ${policyVersion}, found version ${version}`);
  }
  const checked = checkForeign(policySchema, found);
  if (!checked.success) throw new Error(`${place} is no policy: ${checked.problem}`);
  const policy = checked.output;
  checkFeatures(place, 'context', policy.contextFeatures, contextFeatures);
  checkFeatures(place, 'level', policy.candidateFeatures, candidateFeatures);
  return policy;
}

function checkFeatures(
  place: string,
  which: string,
  found: readonly string[],
  expected: readonly string[],
): void {
  if (found.length !== expected.length) {
    throw new Error(
      `${place} is for another observation: expected ${expected.length} ${which} features, found ${found.length}`,
    );
  }
  const at = expected.findIndex((name, i) => name !== found[i]);
  if (at >= 0) {
    throw new Error(
      `${place} is for another observation: expected ${which} feature ${at} "${expected[at]}", found ${quote(found[at])}`,
    );
  }
}
