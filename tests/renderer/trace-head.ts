import type { TraceHead } from '../../src/shared/traces';

/** A trace in a list, of ten seconds at 1 Mbit/s. */
export function traceHead(id: string, other: Partial<TraceHead> = {}): TraceHead {
  return {
    id,
    name: id,
    format: 'seconds',
    group: id,
    seconds: 10,
    parts: 10,
    meanKbps: 1000,
    deviationKbps: 0,
    minKbps: 1000,
    maxKbps: 1000,
    sparkline: '',
    ...other,
  };
}
