import { quote } from '../text/quote';
import { makeVideo, type Video } from '../model/video';

/** The reference ladder in kbps and its chunk duration (Pensieve, SIGCOMM 2017). */
export const referenceLadder = { kbps: [300, 750, 1200, 1850, 2850, 4300], chunkSeconds: 4 } as const;

/** The size file of one level: a name for messages and the text of whole numbers in bytes, one a line. */
export interface SizeFile {
  readonly name: string;
  readonly text: string;
}

export interface SizeFilesOptions {
  readonly name: string;
  /** Lowest level first. */
  readonly files: readonly SizeFile[];
  readonly ladderKbps?: readonly number[];
  readonly chunkSeconds?: number;
}

/**
 * Reads Pensieve's size files, one a level. The last number of each is left out, as in the reference, which plays 48
 * of 49. Six files take the reference ladder unless another is given; 4 s unless stated.
 * @throws Error naming file, line, what was expected and what stood there.
 */
export function parseSizeFiles({ name, files, ladderKbps, chunkSeconds }: SizeFilesOptions): Video {
  const ladder = ladderKbps ?? (files.length === referenceLadder.kbps.length ? referenceLadder.kbps : null);
  if (ladder === null) {
    throw new Error(`video ${name}: ${files.length} size files need --ladder with as many bitrates in kbps`);
  }
  return makeVideo({
    name,
    ladderKbps: ladder,
    chunkSeconds: chunkSeconds ?? referenceLadder.chunkSeconds,
    chunkKilobits: files.map(parseSizes),
  });
}

function parseSizes({ name, text }: SizeFile): number[] {
  const kilobits: number[] = [];
  text.split('\n').forEach((line, i) => {
    const field = line.trim();
    if (field === '') return;
    const bytes = /^\d+$/.test(field) ? Number(field) : 0;
    if (!(bytes > 0)) {
      throw new Error(`${name}:${i + 1}: expected a whole number of bytes > 0, got ${quote(field)}`);
    }
    kilobits.push((bytes * 8) / 1000);
  });
  if (kilobits.length < 2) throw new Error(`${name}: expected at least 2 sizes, got ${kilobits.length}`);
  return kilobits.slice(0, -1);
}
