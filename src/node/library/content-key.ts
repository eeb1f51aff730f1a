import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { LadderLevel } from '../../core/model/ladder';
import { openRegular } from '../platform/foreign-file';
import { recipeVersion } from '../transcode/args';

const samples = 16;
const sampleBytes = 64 * 1024;

export interface CutSettings {
  ladder: readonly LadderLevel[];
  chunkSeconds: number;
}

/**
 * Key of a file's content and the settings of a cut, 32 hexadecimal digits. Files above 1 MiB are known by their size and 16
 * blocks of 64 KiB spread evenly from the first byte to the last: a film of gigabytes is keyed in milliseconds, a copy
 * under another name has the same key, and an edit of compressed video moves bytes everywhere.
 */
export async function contentKey(path: string, { ladder, chunkSeconds }: CutSettings): Promise<string> {
  const hash = createHash('sha256');
  const levels = ladder.map(({ width, height, kbps }) => [width, height, kbps]);
  hash.update(JSON.stringify({ recipeVersion, levels, chunkSeconds }));
  const file = await openRegular(path);
  try {
    const { size } = await file.stat();
    hash.update(`${size}`);
    const whole = size <= samples * sampleBytes;
    const step = whole ? sampleBytes : (size - sampleBytes) / (samples - 1);
    for (let index = 0; index < samples; index++) {
      await addBlock(hash, file, Math.floor(index * step));
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex').slice(0, 32);
}

async function addBlock(hash: Hash, file: FileHandle, position: number): Promise<void> {
  const block = Buffer.alloc(sampleBytes);
  const { bytesRead } = await file.read(block, 0, sampleBytes, position);
  hash.update(block.subarray(0, bytesRead));
}
