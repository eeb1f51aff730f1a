import { sparklineShares } from '../../core/trace/sparkline';
import type { ScorePoint } from '../../shared/training';
import { decimal } from '../ui/format';

/** A point of a sparkline, in shares (0 to 1) of its width and, from below, of its height. */
export interface SparkPoint {
  readonly x: number;
  readonly y: number;
}

/** The line of a trace's head: each part holds its bandwidth. */
export function traceSparkline(text: string): SparkPoint[] {
  const shares = sparklineShares(text);
  return shares.flatMap((y, i) => [i, i + 1].map((end) => ({ x: end / shares.length, y })));
}

/** The line of a run's scores over decisions, from its first evaluation to its last, its lowest score to its highest. */
export function learningSparkline(curve: readonly ScorePoint[]): SparkPoint[] {
  const across = shareOf(curve.map(({ decisions }) => decisions));
  const up = shareOf(curve.map(({ score }) => score));
  return curve.map(({ decisions, score }) => ({ x: across(decisions), y: up(score) }));
}

/** What a learning curve shows, in words. */
export function learningText(curve: readonly ScorePoint[], measure: string): string {
  const scores = curve.map(({ score }) => score);
  const [first, best, last] = [scores[0], Math.max(...scores), scores[scores.length - 1]];
  const words = [`first ${decimal(first, 3)}`, `best ${decimal(best, 3)}`, `last ${decimal(last, 3)}`];
  return `Validation ${measure} a chunk: ${words.join(', ')}`;
}

/** Where a value lies between the lowest and the highest, 0 to 1; in the middle where they are the same. */
function shareOf(values: readonly number[]): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (value) => (high > low ? (value - low) / (high - low) : 0.5);
}
