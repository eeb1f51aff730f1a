import type { Trace } from '../../core/trace/bandwidth';
import { measureTrace } from '../../core/trace/measures';
import { sparkline } from '../../core/trace/sparkline';
import type { TraceHead } from '../../shared/traces';

/** A trace of a set with what is known of it besides. */
export interface SetMember {
  readonly trace: Trace;
  readonly format: string;
  readonly group: string;
}

/** What lists show of a member. */
export function memberHead(id: string, { trace, format, group }: SetMember): TraceHead {
  const { seconds, parts, meanKbps, minKbps, maxKbps, coefficientOfVariation } = measureTrace(trace);
  return {
    ...{ id, name: trace.name, format, group, seconds, parts, meanKbps, minKbps, maxKbps },
    deviationKbps: coefficientOfVariation * meanKbps,
    sparkline: sparkline(trace),
  };
}

/** The figures of a whole set. */
export function setFigures(heads: readonly Pick<TraceHead, 'seconds' | 'meanKbps'>[]): {
  count: number;
  seconds: number;
  meanKbps: number;
} {
  const count = heads.length;
  const seconds = heads.reduce((sum, head) => sum + head.seconds, 0);
  const meanKbps = count === 0 ? 0 : heads.reduce((sum, head) => sum + head.meanKbps, 0) / count;
  return { count, seconds, meanKbps };
}
