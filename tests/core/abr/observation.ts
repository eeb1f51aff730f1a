import type { Download, Observation } from '../../../src/core/model/algorithm';

export const referenceLadderKbps = [300, 750, 1200, 1850, 2850, 4300];

/** A download of one second at `kbps` without latency. */
export function downloadAt(kbps: number, seconds = 1, firstByteSeconds = 0): Download {
  return { kilobits: kbps * seconds, seconds, firstByteSeconds };
}

/** An observation in the middle of a reference session, with the fields that matter set. */
export function observe(fields: Partial<Observation> = {}): Observation {
  return {
    chunkIndex: 20,
    chunksLeft: 28,
    chunkSeconds: 4,
    ladderKbps: referenceLadderKbps,
    upcomingChunkKilobits: null,
    bufferSeconds: 12,
    bufferCapSeconds: 60,
    lastLevel: 1,
    downloads: [],
    ...fields,
  };
}
