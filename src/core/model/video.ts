/** A video as algorithms see it: its ladder and the size of every chunk. */
export interface Video {
  readonly name: string;
  /** Nominal bitrate of each level in kbps, rising. */
  readonly ladderKbps: readonly number[];
  /** Duration of a chunk in seconds (the last one may be shorter). */
  readonly chunkSeconds: number;
  readonly chunkCount: number;
  /** Payload in kilobits, `[level][chunk]`. */
  readonly chunkKilobits: readonly (readonly number[])[];
  /** The same sizes `[chunk][level]`. */
  readonly chunkRows: readonly (readonly number[])[];
  /** `[chunk]`: the rows of that chunk and those after it, made once, so that observations hand them out uncopied. */
  readonly upcomingRows: readonly (readonly (readonly number[])[])[];
}

/** Chunks ahead whose sizes an algorithm may see. */
export const UPCOMING_CHUNKS = 8;

/** An hour, 1 Tbit/s and 125 GB: a player model goes through a download step by step. */
const most = { chunkSeconds: 3600, kbps: 1e9, chunkKilobits: 1e9 } as const;

export interface VideoFields {
  name: string;
  ladderKbps: readonly number[];
  chunkSeconds: number;
  chunkKilobits: readonly (readonly number[])[];
}

/**
 * Checks the fields and makes a Video.
 * @throws Error naming the field, what was expected and what was found.
 */
export function makeVideo({ name, ladderKbps, chunkSeconds, chunkKilobits }: VideoFields): Video {
  if (!(chunkSeconds > 0 && chunkSeconds <= most.chunkSeconds)) {
    throw new Error(`video ${name}: chunkSeconds must be > 0${upTo('chunkSeconds', chunkSeconds)}`);
  }
  checkLadder(name, ladderKbps);
  if (chunkKilobits.length !== ladderKbps.length) {
    throw new Error(
      `video ${name}: expected sizes for ${ladderKbps.length} levels, got ${chunkKilobits.length}`,
    );
  }
  const chunkCount = chunkKilobits[0].length;
  if (chunkCount < 1) throw new Error(`video ${name}: expected at least 1 chunk, got 0`);
  chunkKilobits.forEach((sizes, level) => checkSizes(name, sizes, level, chunkCount));
  const chunkRows = Array.from({ length: chunkCount }, (_, chunk) =>
    chunkKilobits.map((sizes) => sizes[chunk]),
  );
  const upcomingRows = chunkRows.map((_, chunk) => chunkRows.slice(chunk, chunk + UPCOMING_CHUNKS));
  return { name, ladderKbps, chunkSeconds, chunkCount, chunkKilobits, chunkRows, upcomingRows };
}

function checkLadder(name: string, ladderKbps: readonly number[]): void {
  if (ladderKbps.length < 1) throw new Error(`video ${name}: expected at least 1 level, got 0`);
  ladderKbps.forEach((kbps, level) => {
    const floor = level === 0 ? 0 : ladderKbps[level - 1];
    if (!(kbps > floor && kbps <= most.kbps)) {
      throw new Error(`video ${name}: ladderKbps[${level}] must be above ${floor}${upTo('kbps', kbps)}`);
    }
  });
}

function checkSizes(name: string, sizes: readonly number[], level: number, chunkCount: number): void {
  if (sizes.length !== chunkCount) {
    throw new Error(`video ${name}: level ${level} has ${sizes.length} chunks, level 0 has ${chunkCount}`);
  }
  sizes.forEach((kilobits, chunk) => {
    if (!(kilobits > 0 && kilobits <= most.chunkKilobits)) {
      throw new Error(
        `video ${name}: size of level ${level} chunk ${chunk} must be > 0${upTo('chunkKilobits', kilobits)}`,
      );
    }
  });
}

/** The end of a sentence about a number: its upper limit where that is what was missed, and the number. */
function upTo(what: keyof typeof most, found: number): string {
  return `${found > most[what] ? ` and at most ${most[what]}` : ''}, got ${found}`;
}
