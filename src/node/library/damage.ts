import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LibraryEntry, Presentation } from '../../shared/presentation';
import { damageReason, nameInFile, type DamagedItem } from '../platform/damaged';
import { presentationName } from '../transcode';
import { chunkName } from '../transcode/args';
import { readEntry } from './entries';
import { writeJsonFile } from '../platform/checksum';

/** What is wrong with an entry; the library knows how it is removed. */
export type FoundDamage = Omit<DamagedItem, 'remove' | 'removes'>;

/** An entry that cannot be read: what is wrong, and whether it can be used all the same. */
export async function damagedEntry(library: string, id: string, error: unknown): Promise<FoundDamage> {
  const folder = join(library, id);
  const sidecar = join(folder, presentationName);
  const changed = await readEntry(library, id, { checksum: 'ignored' }).catch(() => null);
  return {
    id,
    name: (await nameInFile(sidecar)) ?? id,
    reason: damageReason(error, folder),
    restores: changed && 'takes the prepared video as its file reads now',
    restore: changed && (() => writeJsonFile(sidecar, changed.presentation)),
  };
}

/** An entry of which chunks are gone or cut short; null when all are as long as they were made. */
export async function damagedChunks({ id, folder, presentation }: LibraryEntry): Promise<FoundDamage | null> {
  const chunks = chunksOf(presentation);
  const faults = await Promise.all(
    chunks.map(async ({ name, bytes }) => {
      const found = await stat(join(folder, name)).catch(() => null); // gone
      return found?.size !== bytes;
    }),
  );
  const damaged = chunks.filter((_, i) => faults[i]);
  if (damaged.length === 0) return null;
  return {
    id,
    name: presentation.name,
    reason: `${damaged.length} of ${chunks.length} chunks are gone or cut short, the first is ${damaged[0].name}; prepare its source again`,
    ...{ restores: null, restore: null },
  };
}

function chunksOf({ levels, audio }: Presentation): { name: string; bytes: number }[] {
  const tracks = audio === null ? levels : [...levels, audio];
  return tracks.flatMap(({ chunkBytes }, track) =>
    chunkBytes.map((bytes, i) => ({ name: chunkName(track, i + 1), bytes })),
  );
}
