import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LadderLevel } from '../../core/model/ladder';
import type { Presentation } from '../../shared/presentation';
import { readBoxes } from '../ffmpeg/boxes';
import { audioKbps, chunkName, manifestName } from './args';
import { readManifest, type Representation } from './manifest';

/** What FFmpeg made: levels and sound with the bytes of every chunk, and the duration of the picture. */
export type Measured = Pick<Presentation, 'levels' | 'audio' | 'durationSeconds'>;

/**
 * Measures a presentation on the disk and checks that it is whole: FFmpeg may end well although the disk was full.
 * @throws Error saying what is missing.
 */
export async function measure(folder: string, levels: readonly LadderLevel[]): Promise<Measured> {
  const manifest = readManifest(await readFile(join(folder, manifestName), 'utf8'));
  const video = manifest.slice(0, levels.length);
  const sound = manifest.length > levels.length ? manifest[levels.length] : null;
  if (video.length < levels.length) throw new Error(`${video.length} of ${levels.length} levels were made`);
  const counts = new Set(video.map(({ chunkSeconds }) => chunkSeconds.length));
  if (counts.size !== 1 || counts.has(0)) {
    throw new Error(`the levels have different numbers of chunks (${[...counts].join(', ')})`);
  }
  const sizes = await Promise.all(video.map((level, index) => chunkSizes(folder, index, level)));
  return {
    durationSeconds: video[0].chunkSeconds.reduce((sum, seconds) => sum + seconds, 0),
    levels: levels.map(({ kbps, width, height }, index) => ({
      ...{ kbps, width, height },
      codecs: video[index].codecs,
      chunkBytes: sizes[index],
    })),
    audio: sound && {
      kbps: audioKbps,
      codecs: sound.codecs,
      chunkBytes: await chunkSizes(folder, levels.length, sound),
    },
  };
}

/** Bytes of all files of a folder. */
export async function folderBytes(folder: string): Promise<number> {
  const facts = await Promise.all((await readdir(folder)).map((name) => stat(join(folder, name))));
  return facts.reduce((sum, { size }) => sum + size, 0);
}

async function chunkSizes(
  folder: string,
  index: number,
  { chunkSeconds }: Representation,
): Promise<number[]> {
  const sizes: number[] = [];
  for (let number = 1; number <= chunkSeconds.length; number++) {
    const name = chunkName(index, number);
    const { complete, bytes } = await readBoxes(join(folder, name));
    if (!complete) throw new Error(`${name} is not whole; is the disk full?`);
    sizes.push(bytes);
  }
  return sizes;
}
