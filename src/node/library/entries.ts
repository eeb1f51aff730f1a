import { readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { PresentationSchema, type LibraryEntry } from '../../shared/presentation';
import { errorCode, fileFault } from '../files';
import type { JsonFileOptions } from '../json-store';
import { checksumFault, isWhole } from '../platform/checksum';
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
  { checksum = 'required' }: JsonFileOptions = {},
): Promise<LibraryEntry> {
  const folder = join(library, id);
  const sidecar = join(folder, presentationName);
  const text = await readFile(sidecar, 'utf8').catch((error: unknown) => {
    throw new Error(`${presentationName}: ${fileFault(error)}`, { cause: error });
  });
  const found = parseJson(text);
  const parsed = v.safeParse(PresentationSchema, found);
  if (!parsed.success) throw new Error(`${presentationName}: ${v.summarize(parsed.issues).split('\n')[0]}`);
  if (checksum === 'required' && !isWhole(found)) throw new Error(`${presentationName}: ${checksumFault}`);
  await stat(join(folder, parsed.output.manifest)).catch((error: unknown) => {
    throw new Error(`${parsed.output.manifest}: ${fileFault(error)}`, { cause: error });
  });
  const { mtime } = await stat(sidecar);
  return { id, folder, presentation: parsed.output, lastUsedAt: mtime.toISOString() };
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
    await utimes(join(library, id, presentationName), when, when);
  } catch (error) {
    if (!['EROFS', 'EACCES', 'EPERM'].includes(errorCode(error) ?? '')) throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${presentationName} is not JSON`, { cause: error });
  }
}
