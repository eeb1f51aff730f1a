import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type * as v from 'valibot';
import { factsOf, type FileKind } from './file-kinds';
import { openFlags, roomFor, textOf, unreadable, withRoom } from './foreign-file';
import { parseForeignJson } from './foreign-json';

/** As `readForeignBytes` of foreign-file.ts, at once: for the command and for processes that nobody waits for. */
export function readForeignBytesSync(path: string, kind: FileKind): Buffer {
  try {
    const file = openSync(path, openFlags);
    try {
      return readRegular(file, factsOf(kind).largestBytes);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw unreadable(path, kind, error);
  }
}

/** As `readForeignText` of foreign-file.ts, at once. */
export function readForeignTextSync(path: string, kind: FileKind): string {
  return textOf(readForeignBytesSync(path, kind));
}

/** As `readForeignJson` of foreign-file.ts, at once. */
export function readForeignJsonSync<Schema extends v.GenericSchema>(
  path: string,
  kind: FileKind,
  schema: Schema,
): v.InferOutput<Schema> {
  return parseForeignJson(readForeignTextSync(path, kind), path, kind, schema);
}

function readRegular(file: number, largest: number): Buffer {
  let bytes = roomFor(fstatSync(file), largest);
  let length = 0;
  for (;;) {
    const bytesRead = readSync(file, bytes, length, bytes.length - length, null);
    if (bytesRead === 0) return bytes.subarray(0, length);
    length += bytesRead;
    bytes = withRoom(bytes, length, largest);
  }
}
