import { harmonicMeanKbps } from '../throughput/harmonic-mean';
import type { AbrAlgorithm } from '../model/algorithm';
import type { AlgorithmEntry } from './algorithm-entry';
import { highestLevelWithin, kbpsText, nothingMeasured } from './levels';

interface RateBasedOptions {
  readonly windowChunks?: number;
  /** Share of the mean that is spent. */
  readonly safety?: number;
}

export const rateBasedEntry: AlgorithmEntry = {
  id: 'rate-based',
  name: 'Rate-based',
  thinks: 'the highest level within the mean throughput of the last 5 chunks',
  create: () => rateBased(),
};

/**
 * The highest level at or below the harmonic mean of the last 5 throughputs, request time included (the rate-based
 * baseline of Pensieve, SIGCOMM 2017, in its plain form: no safety factor).
 */
export function rateBased({ windowChunks = 5, safety = 1 }: RateBasedOptions = {}): AbrAlgorithm {
  return {
    decide({ ladderKbps, downloads }) {
      const meanKbps = harmonicMeanKbps(downloads, windowChunks);
      if (meanKbps === null) return nothingMeasured;
      const level = highestLevelWithin(ladderKbps, safety * meanKbps);
      return { level, reason: `recent chunks came at ${kbpsText(meanKbps)}` };
    },
  };
}
