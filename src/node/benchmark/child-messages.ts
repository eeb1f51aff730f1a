import * as v from 'valibot';
import {
  benchmarkEstimateSchema,
  benchmarkEventSchema,
  benchmarkManifestSchema,
  benchmarkPlanSchema,
  sessionPlaceSchema,
} from '../../shared/benchmark';
import { replayedSessionSchema } from '../../shared/replay';

const maker = v.object({ application: v.string(), commit: v.nullable(v.string()), resources: v.string() });

/** To the process of a benchmark: what to do, then possibly to stop. */
export const benchmarkOrderSchema = v.variant('type', [
  v.object({
    type: v.literal('run'),
    folder: v.string(),
    work: v.variant('type', [
      v.object({ type: v.literal('plan'), plan: benchmarkPlanSchema }),
      v.object({ type: v.literal('manifest'), manifest: benchmarkManifestSchema }),
      v.object({ type: v.literal('resume') }),
    ]),
    maker,
  }),
  v.object({ type: v.literal('estimate'), plan: benchmarkPlanSchema, maker }),
  v.object({
    type: v.literal('replay'),
    manifest: benchmarkManifestSchema,
    place: sessionPlaceSchema,
    resources: v.string(),
  }),
  v.object({
    type: v.literal('export'),
    folder: v.string(),
    what: v.picklist(['csv', 'json', 'html', 'manifest']),
    file: v.string(),
  }),
  v.object({ type: v.literal('stop') }),
]);
export type BenchmarkOrder = v.InferOutput<typeof benchmarkOrderSchema>;

/** From it: how a run goes, or the answer to a question. */
export const benchmarkNewsSchema = v.variant('type', [
  v.object({ type: v.literal('event'), event: benchmarkEventSchema }),
  v.object({ type: v.literal('estimate'), estimate: benchmarkEstimateSchema }),
  v.object({ type: v.literal('replay'), session: replayedSessionSchema }),
  v.object({ type: v.literal('exported') }),
  v.object({ type: v.literal('failed'), problem: v.string() }),
]);
export type BenchmarkNews = v.InferOutput<typeof benchmarkNewsSchema>;
