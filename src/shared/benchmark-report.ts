import * as v from 'valibot';
import type { BenchmarkReport } from '../core/benchmark/report';
import { skippedTraceSchema } from './benchmark';
import { count, finiteNumber, kbps, microseconds, notNegative, qoe, seconds, share } from './numbers';

const interval = v.tuple([qoe, qoe]);

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
          ...{ meanQoe: qoe, medianQoe: qoe, ci95: interval },
          ...{ qualityQoe: qoe, stallQoe: qoe, switchQoe: qoe },
          ...{ bitrateKbps: kbps, rebufferSecondsPerChunk: seconds, changeKbpsPerChunk: kbps },
          startupSeconds: v.nullable(seconds),
          difference: v.nullable(
            v.object({
              ...{ mean: qoe, ci95: interval, wins: count, ties: count, losses: count },
              ...{ p: share, pHolm: share, method: v.picklist(['exact', 'normal']) },
            }),
          ),
          ceilingShare: v.nullable(finiteNumber),
          speed: v.object({
            decisionMicrosecondsP50: v.nullable(microseconds),
            decisionMicrosecondsP99: v.nullable(microseconds),
            chunksPerSecond: v.nullable(notNegative),
          }),
        }),
      ),
    }),
  ),
  skipped: v.array(skippedTraceSchema),
});
