import * as v from 'valibot';
import type { BenchmarkReport } from '../core/benchmark/report';
import { skippedTraceSchema } from './benchmark';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const interval = v.tuple([v.number(), v.number()]);
const nullableNumber = v.nullable(v.number());

/** report.json of a run's folder. */
export const benchmarkReportSchema: v.GenericSchema<unknown, BenchmarkReport> = v.object({
  version: v.literal(1),
  name: v.string(),
  baseline: v.string(),
  played: count,
  planned: count,
  cells: v.array(
    v.object({
      ...{ video: count, traceSet: count, qoe: count, player: count },
      ...{ videoName: v.string(), traceSetName: v.string(), qoeName: v.string(), playerName: v.string() },
      algorithms: v.array(
        v.object({
          ...{ id: v.string(), name: v.string(), traces: count },
          ...{ meanQoe: v.number(), medianQoe: v.number(), ci95: interval },
          ...{ qualityQoe: v.number(), stallQoe: v.number(), switchQoe: v.number() },
          ...{ bitrateKbps: v.number(), rebufferSecondsPerChunk: v.number(), changeKbpsPerChunk: v.number() },
          startupSeconds: nullableNumber,
          difference: v.nullable(
            v.object({
              ...{ mean: v.number(), ci95: interval, wins: count, ties: count, losses: count },
              ...{ p: v.number(), pHolm: v.number(), method: v.picklist(['exact', 'normal']) },
            }),
          ),
          ceilingShare: nullableNumber,
          speed: v.object({
            decisionMicrosecondsP50: nullableNumber,
            decisionMicrosecondsP99: nullableNumber,
            chunksPerSecond: nullableNumber,
          }),
        }),
      ),
    }),
  ),
  skipped: v.array(skippedTraceSchema),
});
