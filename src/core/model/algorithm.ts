/** One finished download of a video chunk. */
export interface Download {
  readonly kilobits: number;
  /** From the request to the last byte, > 0: `makeDownload` sees to it. */
  readonly seconds: number;
  /** From the request to the first byte. */
  readonly firstByteSeconds: number;
}

/** What a download lasts at least when a clock of milliseconds measured it: a chunk out of a cache may seem to take no time. */
export const leastMeasuredSeconds = 0.001;

/** A download whose throughput is finite: one that took no time (or less, by a bad clock) lasted `leastSeconds`. */
export function makeDownload(
  kilobits: number,
  seconds: number,
  firstByteSeconds: number,
  leastSeconds = 1e-9,
): Download {
  return { kilobits, seconds: seconds > leastSeconds ? seconds : leastSeconds, firstByteSeconds };
}

/** All that an algorithm may know when it chooses the level of a chunk. */
export interface Observation {
  /** The chunk to choose for, from 0. */
  readonly chunkIndex: number;
  /** Chunks still to be chosen, this one included. */
  readonly chunksLeft: number;
  readonly chunkSeconds: number;
  /** Nominal bitrates in kbps, rising. */
  readonly ladderKbps: readonly number[];
  /**
   * Sizes in kilobits `[step][level]` of this chunk (step 0) and those after it: 5 steps or more unless the video ends
   * before. null where sizes are unknown.
   */
  readonly upcomingChunkKilobits: readonly (readonly number[])[] | null;
  /** Seconds of video buffered when asked. */
  readonly bufferSeconds: number;
  readonly bufferCapSeconds: number;
  /** Level of the chunk before; null before the first. */
  readonly lastLevel: number | null;
  /** Every finished download, oldest first. The array grows in place: take what you need, keep no reference. */
  readonly downloads: readonly Download[];
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

export interface Decision {
  readonly level: number;
  /** Why, in words for the user. */
  readonly reason: string;
  /** Wait this long before the request (default 0). */
  readonly waitSeconds?: number;
}

/** A download under way, for algorithms that may abandon it. */
export interface DownloadProgress {
  readonly chunkIndex: number;
  readonly level: number;
  /** Size of the chunk and what has arrived. */
  readonly kilobits: number;
  readonly deliveredKilobits: number;
  readonly elapsedSeconds: number;
  readonly firstByteSeconds: number;
  readonly bufferSeconds: number;
}

/**
 * An adaptive-bitrate algorithm. One instance a session; its state depends only on the observations it was given.
 * The same object runs in the simulator, the benchmark, training and inside dash.js.
 */
export interface AbrAlgorithm {
  decide(observation: Observation): Decision;
  /** A lower level when the download under way should be given up, else null. */
  abandon?(progress: DownloadProgress): Decision | null;
}
