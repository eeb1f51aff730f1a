import type { Trace } from '../bandwidth';
import { measureTrace, meanMeasures, type TraceMeasures } from '../measures';
import type { TraceFamily } from './family';

/** What the index beside synthetic traces says about a family: its seed and what its traces are like. */
export interface FamilyIndex {
  readonly id: string;
  readonly name: string;
  readonly describes: string;
  readonly seed: number;
  readonly count: number;
  readonly seconds: number;
  /** Means over the traces below. */
  readonly mean: SetMeasures;
  readonly traces: readonly (SetMeasures & { readonly file: string })[];
}

/** The figures that a synthetic set is held to. */
export type SetMeasures = Pick<
  TraceMeasures,
  'meanKbps' | 'coefficientOfVariation' | 'autocorrelation1s' | 'autocorrelation10s'
>;

export function indexFamily(
  { id, name, describes }: TraceFamily,
  { seed, seconds }: { readonly seed: number; readonly seconds: number },
  files: readonly { readonly file: string; readonly trace: Trace }[],
): FamilyIndex {
  const measures = files.map(({ trace }) => measureTrace(trace));
  const traces = files.map(({ file }, i) => ({ file, ...rounded(measures[i]) }));
  const mean = rounded(meanMeasures(measures));
  return { id, name, describes, seed, count: files.length, seconds, mean, traces };
}

function rounded(measures: SetMeasures): SetMeasures {
  const { meanKbps, coefficientOfVariation, autocorrelation1s, autocorrelation10s } = measures;
  return {
    meanKbps: round(meanKbps, 1),
    coefficientOfVariation: round(coefficientOfVariation, 1000),
    autocorrelation1s: autocorrelation1s === null ? null : round(autocorrelation1s, 1000),
    autocorrelation10s: autocorrelation10s === null ? null : round(autocorrelation10s, 1000),
  };
}

function round(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
