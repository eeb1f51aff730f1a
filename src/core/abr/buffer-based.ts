import type { AbrAlgorithm } from '../model/algorithm';
import type { AlgorithmEntry } from './algorithm-entry';
import { secondsText } from './levels';

const reservoirSeconds = 5;
const cushionSeconds = 10;

export const bufferBasedEntry: AlgorithmEntry = {
  id: 'buffer-based',
  name: 'Buffer-based',
  thinks: 'the fuller the buffer, the higher the level',
  create: bufferBased,
};

/**
 * The buffer alone decides (BBA-0 of Huang et al., SIGCOMM 2014, with Pensieve's reservoir of 5 s and cushion of 10 s):
 * below the reservoir the lowest level, above reservoir + cushion the highest, linear in the level between. Where the
 * player's cap leaves the buffer below 15 s at every request, both shrink in proportion, so that the top can be reached.
 */
export function bufferBased(): AbrAlgorithm {
  return {
    decide({ bufferSeconds, bufferCapSeconds, chunkSeconds, ladderKbps }) {
      const fullestSeconds = Math.max(bufferCapSeconds - chunkSeconds, chunkSeconds / 2);
      const scale = Math.min(1, fullestSeconds / (reservoirSeconds + cushionSeconds));
      const level = levelFor(bufferSeconds / scale, ladderKbps.length - 1);
      return { level, reason: `buffer holds ${secondsText(bufferSeconds)}` };
    },
  };
}

function levelFor(bufferSeconds: number, top: number): number {
  if (bufferSeconds < reservoirSeconds) return 0;
  if (bufferSeconds >= reservoirSeconds + cushionSeconds) return top;
  return Math.floor((top * (bufferSeconds - reservoirSeconds)) / cushionSeconds);
}
