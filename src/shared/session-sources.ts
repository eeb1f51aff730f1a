import * as v from 'valibot';
import { qoeIds } from '../core/qoe/qoe';
import { augmentationSchema } from './policy';
import { between, chunkSeconds, count, notNegative, positiveKbps, share, whole } from './numbers';

const times = whole(1, 1000);
/** Of a file or folder. */
export const pathSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
/** Where a video comes from. */
export const videoSourceSchema = v.strictObject({
  /** A presentation, a folder of Pensieve size files or a Sabre movie; null: a made-up video with `ladderKbps`. */
  path: v.nullable(pathSchema),
  ladderKbps: v.optional(v.pipe(v.array(positiveKbps), v.minLength(2), v.maxLength(10))),
  chunkSeconds: v.optional(chunkSeconds),
  /** So many times as often as one that says nothing; so many different ones where it is made up. */
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
  /** Each of them counts so many times beside the synthetic ones. */
  pathTimes: v.optional(times),
  /** Ids of synthetic families (core/trace/synthesize), and how many traces of each. */
  families: v.array(v.string()),
  /** Families whose traces are never varied: they are met in training as they will be in a benchmark. */
  plainFamilies: v.optional(v.array(v.string())),
  perFamily: count,
});

/** Of a plan that somebody writes: a misspelt name would be without effect. */
export const strictAugmentationSchema = v.strictObject(augmentationSchema.entries);

/** Sessions that are met more often than the plan's videos, measures and traces by themselves would be. */
export const emphasisSchema = v.strictObject({
  /** Chance that a session is one of these instead. */
  share,
  videos: v.pipe(v.array(videoSourceSchema), v.minLength(1)),
  qoe: qoeMeasuresSchema,
  traces: traceSourcesSchema,
  /** In place of the hyper-parameter of this name. */
  stallEmphasis: v.optional(notNegative),
  /** In place of the plan's. */
  bufferCapsSeconds: v.optional(bufferCapsSchema),
  /** In place of the plan's (core/training/augment.ts). */
  augmentation: v.optional(strictAugmentationSchema),
  /** The agent is to stay as it is in the model to start from (core/training/distillation.ts). */
  held: v.optional(v.boolean()),
});
