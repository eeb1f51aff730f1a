import * as v from 'valibot';
import type { BenchmarkReport } from '../core/benchmark/report';
import { skippedTraceSchema } from './benchmark';
import { count, finiteNumber, notNegative, share } from './numbers';

/** A difference may be twice as wide as the values of QoE, and rounding may lift a mean above the highest value. */
const meanQoe = finiteNumber;
const interval = v.tuple([meanQoe, meanQoe]);

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
          ...{ meanQoe, medianQoe: meanQoe, ci95: interval },
          ...{ qualityQoe: meanQoe, stallQoe: meanQoe, switchQoe: meanQoe },
          ...{ bitrateKbps: notNegative, changeKbpsPerChunk: notNegative },
          rebufferSecondsPerChunk: notNegative,
          startupSeconds: v.nullable(notNegative),
          difference: v.nullable(
            v.object({
              ...{ mean: meanQoe, ci95: interval, wins: count, ties: count, losses: count },
              ...{ p: share, pHolm: share, method: v.picklist(['exact', 'normal']) },
            }),
          ),
          ceilingShare: v.nullable(finiteNumber),
          speed: v.object({
            decisionMicrosecondsP50: v.nullable(notNegative),
            decisionMicrosecondsP99: v.nullable(notNegative),
            chunksPerSecond: v.nullable(notNegative),
          }),
        }),
      ),
    }),
  ),
  skipped: v.array(skippedTraceSchema),
});
