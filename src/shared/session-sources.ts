import * as v from 'valibot';
import { qoeIds } from '../core/qoe/qoe';
import { augmentationSchema } from './policy';
import { between, chunkSeconds, count, notNegative, positiveKbps, share, whole } from './numbers';

const times = whole(1, 1000);
/** Of a file or folder. */
export const pathSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
/** Where a video comes from. */
export const videoSourceSchema = v.strictObject({
  /** A presentation, a folder of Pensieve size files or a Sabre movie; null: a synthetic video with `ladderKbps`. */
  path: v.nullable(pathSchema),
  ladderKbps: v.optional(v.pipe(v.array(positiveKbps), v.minLength(2), v.maxLength(10))),
  chunkSeconds: v.optional(chunkSeconds),
  /** Drawn so many times as often; of a synthetic video so many different ones are made. Default 1. */
  times: v.optional(times),
});
/** Seconds, to draw from. */
export const bufferCapsSchema = v.pipe(v.array(between(4, 240)), v.minLength(1));
/** Ids of QoE measures, to draw from. */
export const qoeMeasuresSchema = v.pipe(v.array(v.picklist(qoeIds)), v.minLength(1));
/** Where traces come from. */
export const traceSourcesSchema = v.strictObject({
  /** Files and folders of traces in any known format. */
  paths: v.array(pathSchema),
  /** Each of them counts so many times beside the synthetic traces. Default 1. */
  pathTimes: v.optional(times),
  /** Ids of synthetic families (core/trace/synthesize), and how many traces of each. */
  families: v.array(v.string()),
  /** Families whose traces are not augmented: training plays them as a benchmark does. */
  unaugmentedFamilies: v.optional(v.array(v.string())),
  perFamily: count,
});

/** For plans that users write: a misspelt name would have no effect. */
export const strictAugmentationSchema = v.strictObject(augmentationSchema.entries);

/** A scenario: videos, measures and traces that get a share of the sessions of their own. */
export const scenarioSchema = v.strictObject({
  /** Probability that a session is drawn from this scenario. */
  weight: share,
  videos: v.pipe(v.array(videoSourceSchema), v.minLength(1)),
  qoe: qoeMeasuresSchema,
  traces: traceSourcesSchema,
  /** Overrides the hyper-parameter of this name. */
  extraStallWeight: v.optional(notNegative),
  /** Overrides the plan's. */
  bufferCapsSeconds: v.optional(bufferCapsSchema),
  /** Overrides the plan's (core/training/augment.ts). */
  augmentation: v.optional(strictAugmentationSchema),
  /** The policy is distilled toward its initial weights (core/training/distillation.ts). */
  distilled: v.optional(v.boolean()),
});
