import type { AbrAlgorithm } from '../model/algorithm';
import type { AlgorithmEntry } from './algorithm-entry';

export const ifThenEntry: AlgorithmEntry = {
  id: 'if-then',
  name: 'If / Then',
  thinks: 'the highest level below the last throughput',
  create: ifThen,
};

/**
 * The static rule that NeuralStream set out to beat: the highest level whose bitrate is below the last measured
 * throughput (size / seconds from request to last byte), level 0 if none. No memory, no buffer term.
 */
export function ifThen(): AbrAlgorithm {
  return {
    decide({ ladderKbps, downloads }) {
      const last = downloads[downloads.length - 1];
      if (last === undefined) return { level: 0, reason: 'nothing measured yet' };
      const throughputKbps = last.kilobits / last.seconds;
      let level = 0;
      while (level + 1 < ladderKbps.length && ladderKbps[level + 1] < throughputKbps) level++;
      return { level, reason: `last chunk came at ${Math.round(throughputKbps)} kbps` };
    },
  };
}
