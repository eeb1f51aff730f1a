/** The highest level whose bitrate is at or below `kbps`; 0 if none. */
export function highestLevelWithin(ladderKbps: readonly number[], kbps: number): number {
  let level = 0;
  while (level + 1 < ladderKbps.length && ladderKbps[level + 1] <= kbps) level++;
  return level;
}

/** Whole kbps for a reason. */
export function kbpsText(kbps: number): string {
  return `${Math.round(kbps)} kbps`;
}

/** Seconds with one decimal for a reason. */
export function secondsText(seconds: number): string {
  return `${Math.round(seconds * 10) / 10} s`;
}

/** What every algorithm says before the first measurement. */
export const nothingMeasured = { level: 0, reason: 'nothing measured yet' } as const;
