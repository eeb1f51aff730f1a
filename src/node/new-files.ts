import { lstat, mkdir, rm } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { errorCode, writeAtomic } from './files';

export interface NewFile {
  readonly name: string;
  readonly data: string | Uint8Array;
}

/** Writes files that belong together into a folder; if a name is taken, all get the same number, none is overwritten. */
export async function writeNewFiles(folder: string, files: readonly NewFile[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  let number = 1;
  while (await anyTaken(files.map(({ name }) => join(folder, numbered(name, number))))) number++;
  await writeTogether(files.map(({ name, data }) => ({ path: join(folder, numbered(name, number)), data })));
}

/** Writes files that belong together. When one of them cannot be written, those that were not there before go again. */
export async function writeTogether(
  files: readonly { readonly path: string; readonly data: string | Uint8Array }[],
): Promise<void> {
  const made: string[] = [];
  try {
    for (const { path, data } of files) {
      const isNew = !(await isTaken(path));
      await writeAtomic(path, data);
      if (isNew) made.push(path);
    }
  } catch (error) {
    for (const path of made) await rm(path, { force: true });
    throw error;
  }
}

function numbered(file: string, number: number): string {
  const { name, ext } = parse(file);
  return number === 1 ? file : `${name} (${number})${ext}`;
}

async function anyTaken(paths: readonly string[]): Promise<boolean> {
  const taken = await Promise.all(paths.map(isTaken));
  return taken.includes(true);
}

/** Whether something has this name. */
export async function isTaken(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return false;
    throw error;
  }
}
