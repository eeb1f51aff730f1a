import { TraceBandwidth, type Trace } from './bandwidth';

/** A trace with every rate times `factor`. */
export function scaleTrace(trace: Trace, factor: number): Trace {
  if (!(factor > 0 && factor < Infinity)) throw new Error(`the factor must be > 0, got ${factor}`);
  return { ...trace, kbps: Array.from(trace.kbps, (kbps) => kbps * factor) };
}

/** A trace scaled so that its mean over one pass is `meanKbps`. @throws Error when it carries nothing. */
export function scaleToMean(trace: Trace, meanKbps: number): Trace {
  if (!(meanKbps > 0)) throw new Error(`the mean must be > 0 kbps, got ${meanKbps}`);
  const { periodKilobits, periodSeconds } = new TraceBandwidth(trace);
  if (periodKilobits === 0) throw new Error(`trace ${trace.name}: expected some bandwidth above 0, got none`);
  return scaleTrace(trace, (meanKbps * periodSeconds) / periodKilobits);
}
