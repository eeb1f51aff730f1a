import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode, fileFault, removeTree } from '../files';
import { processExists } from './process-alive';

const pattern = /^\.neuralstream-(\d+)-[0-9a-f]+\.partial$/;
const ours = new Set<string>();

/**
 * Lets `make` fill a new folder beside `target` and renames it to `target` at the end; whatever goes wrong, no half-made
 * folder stays. Its name holds our process id, so that a later start can sweep what a killed process left.
 */
export async function makeFolder<Result>(
  target: string,
  make: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = partialPath(dirname(target));
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new Error(`nothing can be written to "${dirname(target)}": ${fileFault(error)}`, { cause: error });
  });
  ours.add(folder);
  try {
    const result = await make(folder);
    await rename(folder, target);
    return result;
  } finally {
    await removeTree(folder);
    ours.delete(folder);
  }
}

/** Removes a folder so that no reader sees half of it: renamed first, then emptied. */
export async function removeFolder(folder: string): Promise<void> {
  const doomed = partialPath(dirname(folder));
  try {
    await rename(folder, doomed);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  await removeTree(doomed);
}

/** Removes half-made folders of processes that no longer run; an absent parent has none. */
export async function sweepFolders(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const match = pattern.exec(name);
    const path = join(parent, name);
    if (match && !ours.has(path) && !runs(Number(match[1]))) await removeTree(path);
  }
}

/** Whether a folder's name is that of a half-made one. */
export function isPartial(path: string): boolean {
  return pattern.test(basename(path));
}

function partialPath(parent: string): string {
  return join(parent, `.neuralstream-${process.pid}-${randomUUID().slice(0, 8)}.partial`);
}

/** Whether another process has this id; our own folders are known by name. */
function runs(processId: number): boolean {
  return processId !== process.pid && processExists(processId);
}
