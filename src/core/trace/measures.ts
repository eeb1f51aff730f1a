import { TraceBandwidth, type Trace } from './bandwidth';

/** What a trace is like. */
export interface TraceMeasures {
  readonly seconds: number;
  readonly parts: number;
  readonly meanKbps: number;
  readonly minKbps: number;
  readonly maxKbps: number;
  /** Standard deviation of the capacity of one-second steps over their mean. */
  readonly coefficientOfVariation: number;
  /** Correlation of one-second steps with those 1 s and 10 s later; null when too short or without variation. */
  readonly autocorrelation1s: number | null;
  readonly autocorrelation10s: number | null;
}

const mostSteps = 1_000_000;

/** Measures of one pass of a trace, on steps of one second (the last, shorter one is left out). */
export function measureTrace(trace: Trace): TraceMeasures {
  const link = new TraceBandwidth(trace);
  const steps = secondSteps(link);
  const mean = sum(steps, (kbps) => kbps) / steps.length;
  const variance = sum(steps, (kbps) => (kbps - mean) ** 2) / steps.length;
  let minKbps = Infinity;
  let maxKbps = 0;
  for (let i = 0; i < trace.kbps.length; i++) {
    minKbps = Math.min(minKbps, trace.kbps[i]);
    maxKbps = Math.max(maxKbps, trace.kbps[i]);
  }
  return {
    seconds: link.periodSeconds,
    parts: trace.kbps.length,
    meanKbps: link.periodKilobits / link.periodSeconds,
    minKbps,
    maxKbps,
    coefficientOfVariation: mean > 0 ? Math.sqrt(variance) / mean : 0,
    autocorrelation1s: autocorrelation(steps, 1),
    autocorrelation10s: autocorrelation(steps, 10),
  };
}

/** Means over traces; an autocorrelation over those that have one. */
export function meanMeasures(
  traces: readonly TraceMeasures[],
): Pick<TraceMeasures, 'meanKbps' | 'coefficientOfVariation' | 'autocorrelation1s' | 'autocorrelation10s'> {
  const mean = (pick: (one: TraceMeasures) => number | null): number | null => {
    const values = traces.map(pick).filter((value) => value !== null);
    return values.length === 0 ? null : sum(values, (value) => value) / values.length;
  };
  return {
    meanKbps: mean(({ meanKbps }) => meanKbps) ?? 0,
    coefficientOfVariation: mean(({ coefficientOfVariation }) => coefficientOfVariation) ?? 0,
    autocorrelation1s: mean(({ autocorrelation1s }) => autocorrelation1s),
    autocorrelation10s: mean(({ autocorrelation10s }) => autocorrelation10s),
  };
}

/** Mean kbps of each whole second of one pass (of the pass itself when it is shorter). */
export function secondSteps(link: TraceBandwidth): Float64Array {
  const count = Math.min(Math.floor(link.periodSeconds), mostSteps);
  if (count === 0) return Float64Array.of(link.periodKilobits / link.periodSeconds);
  const steps = new Float64Array(count);
  let before = 0;
  for (let second = 1; second <= count; second++) {
    const kilobits = second < link.periodSeconds ? link.kilobitsBy(second) : link.periodKilobits;
    steps[second - 1] = kilobits - before;
    before = kilobits;
  }
  return steps;
}

/** Pearson correlation of a series with itself `lag` steps later; null when too short or without variation. */
export function autocorrelation(steps: ArrayLike<number>, lag: number): number | null {
  const pairs = steps.length - lag;
  if (pairs < 2) return null;
  let [sumA, sumB] = [0, 0];
  for (let i = 0; i < pairs; i++) {
    sumA += steps[i];
    sumB += steps[i + lag];
  }
  const [meanA, meanB] = [sumA / pairs, sumB / pairs];
  let [squareA, squareB, product] = [0, 0, 0];
  for (let i = 0; i < pairs; i++) {
    const [a, b] = [steps[i] - meanA, steps[i + lag] - meanB];
    squareA += a * a;
    squareB += b * b;
    product += a * b;
  }
  const scale = Math.sqrt(squareA * squareB);
  return scale > 1e-12 * Math.abs(meanA * meanB) * pairs ? product / scale : null;
}

function sum(values: ArrayLike<number>, term: (value: number) => number): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += term(values[i]);
  return total;
}
