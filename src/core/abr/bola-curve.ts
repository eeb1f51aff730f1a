import type { Observation } from '../model/algorithm';

/**
 * The trade-off of BOLA (Spiteri, Urgaonkar, Sitaraman, INFOCOM 2016): for a buffer of B seconds each level scores
 * (Vp (u + gp) - B) / bitrate, and the best score wins. Vp (seconds) sets how much buffer is held for quality, gp how
 * much stalls are feared.
 */
export interface BolaCurve {
  readonly ladderKbps: readonly number[];
  /** u: logarithm of the bitrate over the lowest, plus an offset. */
  readonly utilities: readonly number[];
  readonly gp: number;
  readonly vpSeconds: number;
}

/** u of each level: ln(b / b0) + offset. */
export function bolaUtilities(ladderKbps: readonly number[], offset = 0): number[] {
  const toOffset = offset - Math.log(ladderKbps[0]);
  return ladderKbps.map((kbps) => Math.log(kbps) + toOffset);
}

/** Where BOLA-E's curve begins: up to this buffer it asks for the lowest level. */
export const minimumBufferSeconds = 10;
const bufferSecondsPerLevel = 2;

/** The curve of BOLA-E (MMSys 2018): the lowest level up to 10 s, the top one from 10 s + 2 s a level (or the cap, if more). */
export function bolaECurve({
  ladderKbps,
  bufferCapSeconds,
}: Pick<Observation, 'ladderKbps' | 'bufferCapSeconds'>): BolaCurve {
  const utilities = bolaUtilities(ladderKbps, 1);
  const leastSeconds = minimumBufferSeconds + bufferSecondsPerLevel * ladderKbps.length;
  const targetSeconds = Math.max(leastSeconds, bufferCapSeconds);
  const gp = (utilities[utilities.length - 1] - 1) / (targetSeconds / minimumBufferSeconds - 1);
  return { ladderKbps, utilities, gp, vpSeconds: minimumBufferSeconds / gp };
}

/** The level of the best score, the lowest of equals. */
export function bolaLevel(curve: BolaCurve, bufferSeconds: number): number {
  let best = 0;
  let bestScore = -Infinity;
  for (let level = 0; level < curve.ladderKbps.length; level++) {
    const score = bolaScore(curve, level, bufferSeconds, curve.ladderKbps[level]);
    if (score > bestScore) {
      bestScore = score;
      best = level;
    }
  }
  return best;
}

/** Score of a level whose chunk costs `cost` (its bitrate, or the kilobits still to come). */
export function bolaScore(curve: BolaCurve, level: number, bufferSeconds: number, cost: number): number {
  return (highestBufferSeconds(curve, level) - bufferSeconds) / cost;
}

/** Above this buffer BOLA would rather wait than fetch the level: Vp (u + gp). */
export function highestBufferSeconds({ vpSeconds, utilities, gp }: BolaCurve, level: number): number {
  return vpSeconds * (utilities[level] + gp);
}

/** From this buffer on the level beats every lower one; 0 for the lowest. */
export function lowestBufferSeconds(curve: BolaCurve, level: number): number {
  const { ladderKbps, utilities, vpSeconds, gp } = curve;
  let seconds = 0;
  for (let lower = 0; lower < level; lower++) {
    const crossing =
      (ladderKbps[level] * utilities[lower] - ladderKbps[lower] * utilities[level]) /
      (ladderKbps[level] - ladderKbps[lower]);
    seconds = Math.max(seconds, vpSeconds * (gp + crossing));
  }
  return seconds;
}
