import { readdirSync } from 'node:fs';
import { copyFile, lstat, readdir, rename } from 'node:fs/promises';
import { basename, join, parse, sep } from 'node:path';
import type { Damaged } from '../../shared/damaged';
import { errorCode, fileFault } from '../files';
import { isTaken } from '../new-files';
import { readForeignText } from './foreign-file';

/** Something damaged in a store, and what can be done about it. */
export interface DamagedItem extends Damaged {
  readonly remove: (() => Promise<void>) | null;
  readonly restore: (() => Promise<void>) | null;
}

/** What lists its damaged things. The ids are of the list alone: none of them becomes a path. */
export interface DamagedSource {
  damaged(): Promise<readonly DamagedItem[]>;
}

/** What is damaged, without what can be done: as it is sent to the window. */
export async function listDamaged(source: DamagedSource): Promise<Damaged[]> {
  const items = await source.damaged();
  return items.map(({ id, name, reason, restores, removes }) => ({ id, name, reason, restores, removes }));
}

/** Removes something damaged. @throws Error when it is not listed (any more) or cannot be removed. */
export async function removeDamaged(source: DamagedSource, id: string): Promise<void> {
  const { name, remove } = await find(source, id);
  if (!remove) throw new Error(`${name} cannot be removed here`);
  await remove();
}

/** Restores something damaged. @throws Error when it is not listed (any more) or cannot be restored. */
export async function restoreDamaged(source: DamagedSource, id: string): Promise<void> {
  const { name, reason, restore } = await find(source, id);
  if (!restore) throw new Error(`${name} cannot be restored: ${reason}`);
  await restore();
}

async function find(source: DamagedSource, id: string): Promise<DamagedItem> {
  const found = (await source.damaged()).find((item) => item.id === id);
  if (!found) throw new Error('this is not among the damaged files any more');
  return found;
}

/** What an error says of a file below a folder, without the folder. */
export function damageReason(error: unknown, folder: string): string {
  if (error instanceof Error && 'path' in error)
    return `${basename(String(error.path))}: ${fileFault(error)}`;
  const said = error instanceof Error ? error.message : String(error);
  const bare = said.split(`${folder}${sep}`).join('').split(folder).join('the folder');
  return bare.startsWith(`${basename(folder)}/`) ? bare.slice(basename(folder).length + 1) : bare;
}

/**
 * The names in a folder; none where it has not been made yet.
 * @throws Error when it is there and cannot be read: that is no empty folder.
 */
export async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => noneYet(error, folder));
}

/** `namesIn`, at once. */
export function namesInNow(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    return noneYet(error, folder);
  }
}

/** No entries where a folder has not been made yet. @throws Error for every other fault of reading it. */
export function noneYet(error: unknown, folder: string): never[] {
  if (errorCode(error) === 'ENOENT') return [];
  throw new Error(`the folder "${basename(folder)}" cannot be read: ${fileFault(error)}`, { cause: error });
}

/** Whether a link stands in place of a file or folder of ours: what it leads to is not ours. */
export async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (facts) => facts.isSymbolicLink(),
    () => false,
  );
}

/** Marks what was set aside: `settings.damaged-2026-12-01-101500.json`. */
export const asideMark = '.damaged-';

/** Renames a damaged file out of the way, so that nothing overwrites it; where it lies then. */
export async function setAside(path: string): Promise<string> {
  const aside = await asidePath(path);
  await rename(path, aside);
  return aside;
}

/** Keeps a copy of a damaged file where `setAside` would put it. */
export async function copyAside(path: string): Promise<void> {
  await copyFile(path, await asidePath(path));
}

async function asidePath(path: string, now = new Date()): Promise<string> {
  const { dir, name, ext } = parse(path);
  const stamp = now.toISOString().slice(0, 19).replace('T', '-').replace(/:/g, '');
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `-${number}`;
    const aside = join(dir, `${name}${asideMark}${stamp}${suffix}${ext}`);
    if (!(await isTaken(aside))) return aside;
  }
}

/** Whether a name is that of a file that was set aside. */
export function isAside(name: string): boolean {
  return name.includes(asideMark);
}

/** Whether a name is that of a file that was set aside in place of another. */
export function isAsideOf(name: string, original: string): boolean {
  const { name: stem, ext } = parse(original);
  return name.startsWith(stem + asideMark) && name.endsWith(ext);
}

/** The name that the user gave to what a damaged JSON file holds, where it can still be made out. */
export async function nameInFile(path: string): Promise<string | null> {
  return nameInText(await textOf(path));
}

/** The text of a damaged file; none where it cannot be read, is no file but a link, or is too large to be one of ours. */
export async function textOf(path: string): Promise<string> {
  try {
    return (await lstat(path)).isSymbolicLink() ? '' : await readForeignText(path, 'damaged file');
  } catch {
    return ''; // the reason that is told says why
  }
}

function nameInText(text: string): string | null {
  const found = /"name":\s*("(?:[^"\\]|\\.){1,200}")/.exec(text);
  try {
    const name: unknown = found ? JSON.parse(found[1]) : null;
    return typeof name === 'string' ? name : null;
  } catch {
    return null;
  }
}
