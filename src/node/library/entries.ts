import { readdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { quoteName } from '../../core/text/quote';
import { PresentationSchema, type LibraryEntry } from '../../shared/presentation';
import { errorCode, fileFault } from '../files';
import { parseJsonFile, type JsonFileOptions } from '../json-store';
import { childPath } from '../platform/child-path';
import { presentationName } from '../transcode';
import { isPartial } from '../platform/work-folder';

/** Whether a text can be an entry's id: it becomes part of a path. */
export function isEntryId(id: string): boolean {
  return /^[0-9a-f]{32}$/.test(id);
}

/** Reads one entry. @throws Error saying what is damaged. */
export async function readEntry(
  library: string,
  id: string,
  options?: JsonFileOptions,
): Promise<LibraryEntry> {
  const folder = childPath(library, id);
  const sidecar = join(folder, presentationName);
  const presentation = await parseJsonFile(sidecar, PresentationSchema, 'presentation', options);
  await stat(childPath(folder, presentation.manifest)).catch((error: unknown) => {
    throw new Error(`${quoteName(presentation.manifest)}: ${fileFault(error)}`, { cause: error });
  });
  const { mtime } = await stat(sidecar);
  return { id, folder, presentation, lastUsedAt: mtime.toISOString() };
}

/** Every entry, the last used first, and why the others are none. */
export async function readEntries(library: string): Promise<{
  entries: LibraryEntry[];
  unreadable: { id: string; error: unknown }[];
}> {
  const names = (await readdir(library)).filter((name) => !isPartial(name));
  const entries: LibraryEntry[] = [];
  const unreadable: { id: string; error: unknown }[] = [];
  for (const id of names.filter(isEntryId)) {
    try {
      entries.push(await readEntry(library, id));
    } catch (error) {
      unreadable.push({ id, error });
    }
  }
  entries.sort((a, b) => b.lastUsedAt.localeCompare(a.lastUsedAt) || a.id.localeCompare(b.id));
  return { entries, unreadable };
}

/** Notes the time of use: the sidecar's own time. A library that is read-only keeps the old one and still plays. */
export async function markUsed(library: string, id: string, when: Date): Promise<void> {
  try {
    await utimes(join(childPath(library, id), presentationName), when, when);
  } catch (error) {
    if (!['EROFS', 'EACCES', 'EPERM'].includes(errorCode(error) ?? '')) throw error;
  }
}
