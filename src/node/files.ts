import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { jsonText } from './platform/json-text';

/** Writes a file whole or not at all: into a neighbour that is flushed to the disk, then renamed over it. */
export async function writeAtomic(path: string, data: string | Uint8Array): Promise<void> {
  const half = `${path}.${randomUUID().slice(0, 8)}.half`;
  try {
    const file = await open(half, 'wx');
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(half, path);
  } catch (error) {
    await rm(half, { force: true }).catch(() => undefined); // the first error tells more
    throw new Error(`"${basename(path)}" cannot be written: ${fileFault(error)}`, { cause: error });
  }
}

/** Writes a value as JSON, whole or not at all. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeAtomic(path, `${jsonText(value, 2)}\n`);
}

/** Removes a file or folder, what is left of it may be retried; absent is fine. */
export function removeTree(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
}

/** Bytes of all files of a folder. */
export async function bytesOf(folder: string): Promise<number> {
  let sum = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    // A file that is being written anew may be gone by now.
    sum += entry.isDirectory()
      ? await bytesOf(path)
      : await stat(path).then(
          ({ size }) => size,
          () => 0,
        );
  }
  return sum;
}

/** The code of a system error such as ENOENT, or null. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** A system error in plain words, the end of a sentence. */
export function fileFault(error: unknown): string {
  switch (errorCode(error)) {
    case 'ENOENT':
      return 'it is not there';
    case 'EACCES':
    case 'EPERM':
      return 'permission was denied';
    case 'EROFS':
      return 'the disk is read-only';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'EEXIST':
      return 'something of that name is there';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOTDIR':
      return 'a part of the path is a file, not a folder';
    case 'ELOOP':
      return 'it is a link that leads back to itself';
    case 'ENAMETOOLONG':
      return 'its name is too long';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open';
    case 'EBUSY':
      return 'another program uses it';
    case 'EIO':
      return 'the disk reports a fault';
    default:
      return error instanceof Error ? withoutPaths(error.message) : String(error);
  }
}

/** A system's message ends in the paths that it is about: "ETXTBSY: text file is busy, open '/home/ann/x'". */
function withoutPaths(message: string): string {
  return message.replace(/, \w+(?: '[^']*'(?: -> '[^']*')?)$/, '');
}
