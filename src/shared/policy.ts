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

const units = whole(1, 1024);
const pair = v.pipe(v.tuple([units, units]), v.readonly());
const schedule = v.object({ from: finiteNumber, to: finiteNumber });

/** The version of policy.json that this application writes; it reads no other. */
export const policyVersion = 1;

/** The Hyperparameters as they are stored; core/training/hyperparameters.ts says what each is. */
export const hyperparametersSchema = v.pipe(
  v.object({
    policyUnits: pair,
    valueUnits: pair,
    sessions: atLeastOne,
    shards: atLeastOne,
    horizon: atLeastOne,
    branchEvery: v.optional(count, 0),
    branchSeconds: v.optional(notNegative, 60),
    branchSteps: v.optional(atLeastOne, 8),
    branchProbability: v.optional(share, 0.01),
    branchesMost: v.optional(atLeastOne, 6144),
    observationNoise: finiteNumber,
    discount: finiteNumber,
    gaeLambda: finiteNumber,
    clipRange: finiteNumber,
    dualClip: finiteNumber,
    passes: atLeastOne,
    minibatch: atLeastOne,
    learningRate: schedule,
    entropyWeight: schedule,
    valueWeight: finiteNumber,
    stallEmphasis: finiteNumber,
    rewardKnee: finiteNumber,
    advantageLimit: finiteNumber,
    valueDamping: v.optional(notNegative, 0),
    stakesPower: v.optional(notNegative, 0),
    valueErrorLimit: finiteNumber,
    gradientNorm: finiteNumber,
    holdWeight: v.optional(notNegative, 1),
    weightDecay: v.optional(notNegative, 0),
    averaging: finiteNumber,
  }),
  v.check(
    ({ sessions, shards, horizon, minibatch, branchesMost }) =>
      sessions % shards === 0 &&
      minibatch % shards === 0 &&
      minibatch <= sessions * horizon &&
      branchesMost >= shards,
    'expected sessions and minibatch to be multiples of shards, minibatch at most sessions x horizon, and branchesMost at least shards',
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
 * Where a run was gone on with after it was cut off or stopped, each time with new sessions and new chance: its weights are not
 * those of a run in one go. Records from before this was written down say nowhere.
 */
export const resumedAtDecisionsSchema = v.optional(v.array(count), []);

const traceCounts = v.array(v.object({ name: v.string(), count }));

/** How a model came to be: enough to train it again. */
export const provenanceSchema = v.object({
  /** ISO time of the end of training. */
  createdAt: v.string(),
  /** Version of the application, and the commit where it is known. */
  application: v.string(),
  commit: v.nullable(v.string()),
  /** Where it was trained; models from before this was written down were native. */
  backend: v.optional(tensorBackendSchema, 'native'),
  seed,
  /** Decisions that were asked for, and those that these weights had seen. */
  budgetDecisions: count,
  decisions: count,
  resumedAtDecisions: resumedAtDecisionsSchema,
  videos: v.array(v.string()),
  /** The traces that were varied as `augmentation` says. */
  traces: traceCounts,
  /** Those that never were; null in records from before they were kept apart, whose `traces` hold them too. */
  plainTraces: v.optional(v.nullable(traceCounts), null),
  /** Sessions that were met more often: what was played in them, and their share. */
  emphases: v.optional(
    v.array(
      v.object({
        share,
        videos: v.array(v.string()),
        qoe: v.array(v.string()),
        traces: traceCounts,
        plainTraces: traceCounts,
        /** Where they are not those of all sessions. */
        stallEmphasis: v.optional(notNegative),
        bufferCapsSeconds: v.optional(v.array(seconds)),
        augmentation: v.optional(augmentationSchema),
        /** In them the agent was to stay as it began. */
        held: v.optional(v.boolean()),
      }),
    ),
    [],
  ),
  validation: traceCounts,
  hidesSizesShare: share,
  bufferCapsSeconds: v.array(seconds),
  augmentation: augmentationSchema,
  qoe: v.array(v.string()),
  /** Mean QoE per chunk on the validation traces by which the weights were chosen; null without any. */
  validationQoe: v.nullable(qoe),
  /** Name of the folder of the model or run whose weights training went on from; null from nothing. */
  startedFrom: v.nullable(v.string()),
  hyperparameters: hyperparametersSchema,
});
export type Provenance = v.InferOutput<typeof provenanceSchema>;

/** policy.json: everything that is needed to run the weights beside it. */
export const policySchema = v.object({
  schema: v.literal('neuralstream-policy'),
  version: v.literal(policyVersion),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** What the network is told, in order: another observation is another model. */
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
export function parsePolicy(found: unknown, place: string): PolicyFile {
  const version: unknown = typeof found === 'object' && found !== null ? Reflect.get(found, 'version') : null;
  if (typeof version === 'number' && version !== policyVersion) {
    throw new Error(`${place}: expected a policy of version ${policyVersion}, found version ${version}`);
  }
  const parsed = v.safeParse(policySchema, found);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new Error(`${place} is no policy: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
  }
  const policy = parsed.output;
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
      `${place} is for another observation: expected ${which} feature ${at} "${expected[at]}", found "${found[at]}"`,
    );
  }
}
