import { quantile } from '../stats/statistics';
import { round } from './markup';

/** A linear scale with round ticks. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

export interface ScaleOptions {
  /** Ticks to aim at. */
  readonly aim?: number;
  /** End at round ticks, not at the values themselves. */
  readonly nice?: boolean;
}

/** A scale that covers the values and runs from pixel `from` to pixel `to`. */
export function makeScale(
  values: readonly number[],
  from: number,
  to: number,
  { aim = 6, nice = true }: ScaleOptions = {},
): Scale {
  const lowest = least(values);
  const highest = most(values);
  const step = tickStep(spanOf(lowest, highest), aim);
  const first = nice ? Math.floor(lowest / step + 1e-9) : Math.ceil(lowest / step - 1e-9);
  const last = nice
    ? Math.max(Math.ceil(highest / step - 1e-9), first + 1)
    : Math.floor(highest / step + 1e-9);
  const ticks = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  const low = nice ? ticks[0] : lowest;
  const high = nice ? ticks[ticks.length - 1] : Math.max(highest, lowest + step / 1000);
  return { at: (value) => round(from + ((value - low) / (high - low)) * (to - from)), low, high, ticks };
}

/** The same scale, and values beyond its ends stand at the end. */
export function clamped(scale: Scale): Scale {
  return { ...scale, at: (value) => scale.at(Math.min(scale.high, Math.max(scale.low, value))) };
}

/**
 * Ends of an axis that shows most values well: at most twice as wide as the middle 90 % of them, so that a few far ones
 * do not squeeze the rest. What lies beyond is for the figure to tell.
 */
export function focus(values: readonly number[]): { low: number; high: number } {
  const sorted = Float64Array.from(values).sort();
  const [low, high] = [sorted[0], sorted[sorted.length - 1]];
  const [near, far] = [quantile(sorted, 0.05), quantile(sorted, 0.95)];
  const reach = (far - near) / 2;
  if (reach === 0 || high - low <= 4 * reach) return { low, high };
  return { low: Math.max(low, near - reach), high: Math.min(high, far + reach) };
}

/** Ticks with as many decimals as they need, and the minus of typography. */
export function tickText(value: number): string {
  return String(value).replace('-', '\u2212');
}

/** Numbers that differ by less than can be read count as one number, and its axis has a width of its own. */
function spanOf(lowest: number, highest: number): number {
  const size = Math.max(1, Math.abs(lowest), Math.abs(highest));
  return highest - lowest > 1e-9 * size ? highest - lowest : size;
}

function tickStep(span: number, aim: number): number {
  const rough = span / aim;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10);
}

function least(values: readonly number[]): number {
  return values.reduce((lowest, value) => Math.min(lowest, value), Infinity);
}

function most(values: readonly number[]): number {
  return values.reduce((highest, value) => Math.max(highest, value), -Infinity);
}
