import { TraceBandwidth, type Trace } from './bandwidth';

/** Points of a sparkline. */
export const sparklinePoints = 48;

/** The levels of a sparkline, from 0 to the highest of its points, each one character. */
const levels = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const topLevel = levels.length - 1;

/** The shape of a trace in one short text: the mean of each of 48 equal parts of a pass, in 64ths of the highest. */
export function sparkline(trace: Trace): string {
  const means = meansOver(trace, sparklinePoints);
  const highest = Math.max(...means);
  return means.map((mean) => levels[highest > 0 ? Math.round((mean / highest) * topLevel) : 0]).join('');
}

/** The points of a sparkline as shares (0 to 1) of its highest. */
export function sparklineShares(text: string): number[] {
  return Array.from(text, (character) => Math.max(0, levels.indexOf(character)) / topLevel);
}

/** Mean kbps of each of `count` equal parts of one pass. */
function meansOver(trace: Trace, count: number): number[] {
  const link = new TraceBandwidth(trace);
  const partSeconds = link.periodSeconds / count;
  let before = 0;
  return Array.from({ length: count }, (_, i) => {
    const by = i + 1 < count ? link.kilobitsBy((i + 1) * partSeconds) : link.periodKilobits;
    const mean = (by - before) / partSeconds;
    before = by;
    return Math.max(0, mean);
  });
}
