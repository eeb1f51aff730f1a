import { constants, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type * as v from 'valibot';
import { errorCode, fileFault } from '../files';
import { factsOf, shownFile, type FileKind } from './file-kinds';
import { parseForeignJson } from './foreign-json';

/**
 * The bytes of a file that we may not have written ourselves. It must be a regular file (or a link to one) no larger
 * than its kind may be; opening a pipe or a device does not wait for it.
 * @throws Error naming the file, never the whole path; its `code` and `path` are the system's.
 */
export async function readForeignBytes(path: string, kind: FileKind): Promise<Buffer> {
  try {
    const file = await open(path, openFlags);
    try {
      return await readRegular(file, factsOf(kind).largestBytes);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(path, kind, error);
  }
}

/** The text of a file in UTF-8, as `readForeignBytes` reads it. */
export async function readForeignText(path: string, kind: FileKind): Promise<string> {
  return textOf(await readForeignBytes(path, kind));
}

/** A JSON file's value by its schema, as `readForeignBytes` reads it. @throws Error with the first thing that is not as expected, too. */
export async function readForeignJson<Schema extends v.GenericSchema>(
  path: string,
  kind: FileKind,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  return parseForeignJson(await readForeignText(path, kind), path, kind, schema);
}

/** Opens a file to be read in parts, whatever its size. @throws Error when it is no regular file. */
export async function openRegular(path: string): Promise<FileHandle> {
  const file = await open(path, openFlags);
  try {
    checkRegular(await file.stat());
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** UTF-8 without the mark that some programs put before it. */
export function textOf(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

/** For reading, without waiting for the writer of a pipe; Windows has no such flag. */
export const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** A file may grow while it is read, and some report no size at all: never more than `largest` bytes are taken. */
async function readRegular(file: FileHandle, largest: number): Promise<Buffer> {
  let bytes = roomFor(await file.stat(), largest);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, null);
    if (bytesRead === 0) return bytes.subarray(0, length);
    length += bytesRead;
    bytes = withRoom(bytes, length, largest);
  }
}

/** Room for a file and a byte more, by which its end is found. @throws Error when it is no regular file or too large. */
export function roomFor(stats: Stats, largest: number): Buffer {
  checkRegular(stats);
  if (stats.size > largest) throw tooLarge(largest);
  return Buffer.allocUnsafe(stats.size + 1);
}

/** @throws Error when it is a folder, a pipe, a device or a socket. */
export function checkRegular(stats: Stats): void {
  if (stats.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
  if (!stats.isFile()) throw new Error('it is no file');
}

/** The same bytes with room for more, where they fill theirs. @throws Error when there are too many. */
export function withRoom(bytes: Buffer, length: number, largest: number): Buffer {
  if (length > largest) throw tooLarge(largest);
  if (length < bytes.length) return bytes;
  return Buffer.concat([bytes], Math.min(2 * length + 64 * 1024, largest + 1));
}

/** What is told of a file that cannot be read. */
export function unreadable(path: string, kind: FileKind, error: unknown): Error {
  const told = new Error(`${shownFile(path, kind)} cannot be read: ${fileFault(error)}`, { cause: error });
  const code = errorCode(error);
  return code === null ? told : Object.assign(told, { code, path });
}

export function tooLarge(largest: number): Error {
  return new Error(`it is larger than ${sizeText(largest)}`);
}

function sizeText(bytes: number): string {
  const kilobytes = bytes / 1024;
  if (kilobytes < 1024) return `${kilobytes} KB`;
  return kilobytes < 1024 ** 2 ? `${kilobytes / 1024} MB` : `${kilobytes / 1024 ** 2} GB`;
}
