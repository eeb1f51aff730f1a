import type { Observation } from '../model/algorithm';

/** The highest level whose bitrate is at or below `kbps`; 0 if none. */
export function highestLevelWithin(ladderKbps: readonly number[], kbps: number): number {
  let level = 0;
  while (level + 1 < ladderKbps.length && ladderKbps[level + 1] <= kbps) level++;
  return level;
}

/** Size in kilobits of the chunk `step` after the next; bitrate times duration where sizes are unknown. */
export function upcomingKilobits(
  { upcomingChunkKilobits, ladderKbps, chunkSeconds }: Observation,
  step: number,
  level: number,
): number {
  if (upcomingChunkKilobits === null) return ladderKbps[level] * chunkSeconds;
  return upcomingChunkKilobits[step][level];
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
