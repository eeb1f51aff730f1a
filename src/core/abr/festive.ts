import { harmonicMeanKbps } from '../throughput/harmonic-mean';
import type { AbrAlgorithm, Decision, Observation } from '../model/algorithm';
import type { AlgorithmEntry } from './algorithm-entry';
import { highestLevelWithin, kbpsText, nothingMeasured } from './levels';

/** Share of the estimate that is spent. */
const p = 0.85;
/** Weight of efficiency against stability. */
const alpha = 12;
/** Chunks whose switches count as recent. */
const horizonChunks = 5;
const windowChunks = 5;

export const festiveEntry: AlgorithmEntry = {
  id: 'festive',
  name: 'FESTIVE',
  thinks: 'one step at a time, up only with patience, not after many switches',
  create: festive,
};

/**
 * FESTIVE (Jiang, Sekar, Zhang, CoNEXT 2012): steps of one level, down at once, up only when level k has been wanted more than k
 * times running, and only when the gain in efficiency outweighs the recent switches. Variant: that of Pensieve's fork of
 * dash.js (harmonic mean over 5 chunks, where the paper says 20; no randomised scheduling of requests).
 */
export function festive(): AbrAlgorithm {
  return new Festive();
}

class Festive implements AbrAlgorithm {
  private readonly recentLevels: number[] = [];
  private upCount = 0;

  decide({ downloads, ladderKbps, lastLevel }: Observation): Decision {
    const meanKbps = harmonicMeanKbps(downloads, windowChunks);
    if (meanKbps === null) return nothingMeasured;
    const current = lastLevel ?? 0;
    this.remember(current);
    const target = highestLevelWithin(ladderKbps, p * meanKbps);
    const reference = this.step(current, target);
    const reason = `recent chunks came at ${kbpsText(meanKbps)}`;
    if (reference === current) return { level: current, reason };
    const score = (level: number): number =>
      2 ** (this.recentSwitches() + (level === current ? 0 : 1)) +
      alpha * Math.abs(ladderKbps[level] / Math.min(meanKbps, ladderKbps[reference]) - 1);
    if (score(current) <= score(reference)) return { level: current, reason: `${reason}, too many switches` };
    if (reference > current) this.upCount = 0;
    return { level: reference, reason };
  }

  private remember(level: number): void {
    this.recentLevels.push(level);
    if (this.recentLevels.length > horizonChunks) this.recentLevels.shift();
  }

  private recentSwitches(): number {
    return this.recentLevels.filter((level, i) => i > 0 && level !== this.recentLevels[i - 1]).length;
  }

  /** One step towards the target, upwards only with patience. */
  private step(current: number, target: number): number {
    if (target <= current) {
      this.upCount = 0;
      return target < current ? current - 1 : current;
    }
    this.upCount += 1;
    return this.upCount > current ? current + 1 : current;
  }
}
