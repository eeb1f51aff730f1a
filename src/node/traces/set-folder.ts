import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import * as v from 'valibot';
import { quote } from '../../core/text/quote';
import type { Trace } from '../../core/trace/bandwidth';
import { fileFault, writeAtomic } from '../files';
import type { JsonFileOptions } from '../json-store';
import { checksumFault, isWhole, sha256, withChecksum, writeJsonFile } from '../platform/checksum';
import { shownFile, type FileKind } from '../platform/file-kinds';
import { openFlags } from '../platform/foreign-file';
import { readForeignTextSync } from '../platform/foreign-file-sync';
import { expectShape, jsonValue } from '../platform/foreign-json';
import { asOnlyWriter } from '../platform/update-json';
import type { SetMember } from './member';
import { setIndexSchema, storedNumbers, type SetIndex } from './set-index';
import { between, count, kbps } from '../../shared/numbers';
import { jsonText } from '../platform/json-text';

/**
 * A set of traces is a folder: `set.json` (what it is, and which content is in force), CONTENT.index.json (columns of
 * facts) and CONTENT.bin (durations, rates and latencies as 64-bit floats, trace after trace). Content is written first
 * and set.json last, so that a set is there whole or not at all (a new one is written to FOLDER.new).
 */
export const setFile = 'set.json';

/** Numbers that are checked before others get their turn: some 4 MB. */
const numbersPerTurn = 500_000;

export const storedSetSchema = v.object({
  version: v.literal(1),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  origin: v.picklist(['imported', 'made']),
  describes: v.string(),
  createdAt: v.string(),
  content: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
  count,
  seconds: between(0, 1e15),
  meanKbps: kbps,
});
export type StoredSet = v.InferOutput<typeof storedSetSchema>;

/** Whether a folder holds a set. */
export function isSetFolder(folder: string): boolean {
  return existsSync(join(folder, setFile));
}

/** What a set is. @throws Error naming the file and what is wrong with it. */
export function readStoredSet(folder: string, { checksum = 'required' }: JsonFileOptions = {}): StoredSet {
  return readJsonSync(join(folder, setFile), storedSetSchema, 'trace set', checksum);
}

/** Writes what a set is. To be called by `asOnlyWriterOfSet`. */
export function writeStoredSet(folder: string, set: StoredSet): Promise<void> {
  return writeJsonFile(join(folder, setFile), set);
}

/** Does some work on what a set is as the only one who writes it. */
export function asOnlyWriterOfSet<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  return asOnlyWriter(join(folder, setFile), work);
}

/** Where the parts of a set's content lie. */
export function contentFiles(folder: string, content: string): { index: string; data: string } {
  return { index: join(folder, `${content}.index.json`), data: join(folder, `${content}.bin`) };
}

/** Content in a set's folder that is not in force, because the work that wrote it was cut off; of a damaged set none. */
export function unusedContent(folder: string): string[] {
  try {
    const { content } = readStoredSet(folder);
    const written = readdirSync(folder).filter((name) => contentName.test(name));
    return written.filter((name) => !name.startsWith(content)).map((name) => join(folder, name));
  } catch {
    return []; // a damaged set stays as it is
  }
}

const contentName = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.(bin|index\.json(\.[0-9a-f]{8}\.half)?)$/;

/** The index of a set. @throws Error naming the file and what is wrong with it. */
export function readSetIndex(
  folder: string,
  { content }: Pick<StoredSet, 'content'>,
  { checksum = 'required' }: JsonFileOptions = {},
): SetIndex {
  const { index } = contentFiles(folder, content);
  return readJsonSync(index, setIndexSchema, 'index of a trace set', checksum);
}

/** Without white space: an index has a row for each trace. */
export function writeSetIndex(folder: string, content: string, index: SetIndex): Promise<void> {
  return writeAtomic(contentFiles(folder, content).index, jsonText(withChecksum(index)));
}

/**
 * The traces of a set, one after the other; `wanted` chooses by key, and `length` lets the data be cut short behind them.
 * @throws Error when a file is damaged or gone.
 */
export function* setMembers(
  folder: string,
  wanted: (key: number) => boolean = () => true,
  { length: expected = 'whole' }: { readonly length?: 'whole' | 'any' } = {},
): Generator<SetMember & { key: number }> {
  const set = readStoredSet(folder);
  const index = readSetIndex(folder, set);
  const { data } = contentFiles(folder, set.content);
  const file = openData(data);
  try {
    if (expected === 'whole') checkLength(data, file, index);
    let at = 0;
    for (let row = 0; row < index.keys.length; row++) {
      const length = storedNumbers(index, row);
      if (wanted(index.keys[row])) {
        const trace = traceOf(index, row, readNumbers(file, at, index, row));
        yield { trace, key: index.keys[row], format: index.formats[row], group: index.groups[row] };
      }
      at += length;
    }
  } finally {
    closeSync(file);
  }
}

/** One trace of a set whose index is at hand. @throws Error when a file is damaged or gone. */
export function readRow(folder: string, { content }: StoredSet, index: SetIndex, row: number): Trace {
  const { data } = contentFiles(folder, content);
  const file = openData(data);
  try {
    checkLength(data, file, index);
    let at = 0;
    for (let before = 0; before < row; before++) at += storedNumbers(index, before);
    return traceOf(index, row, readNumbers(file, at, index, row));
  } finally {
    closeSync(file);
  }
}

/** The rows of a set whose numbers are damaged or cut off. In pieces, so that others get their turn. */
export async function damagedRows(folder: string, content: string, index: SetIndex): Promise<number[]> {
  const file = openData(contentFiles(folder, content).data);
  try {
    const damaged: number[] = [];
    let at = 0;
    let sinceTurn = 0;
    for (let row = 0; row < index.keys.length; row++) {
      if (numbersAt(file, at, index, row) === null) damaged.push(row);
      at += storedNumbers(index, row);
      sinceTurn += storedNumbers(index, row);
      if (sinceTurn < numbersPerTurn) continue;
      sinceTurn = 0;
      await setImmediate();
    }
    return damaged;
  } finally {
    closeSync(file);
  }
}

/** SHA-256 of the numbers stored for a trace. */
export function numbersChecksum(numbers: Float64Array): string {
  return sha256(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
}

function readJsonSync<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
  kind: FileKind,
  checksum: JsonFileOptions['checksum'],
): v.InferOutput<Schema> {
  const found = jsonValue(readForeignTextSync(path, kind), path, kind);
  const output = expectShape(found, path, kind, schema);
  if (checksum === 'required' && !isWhole(found)) {
    throw new Error(`${shownFile(path, kind)}: ${checksumFault}`);
  }
  return output;
}

function openData(path: string): number {
  try {
    const file = openSync(path, openFlags);
    if (fstatSync(file).isFile()) return file;
    closeSync(file);
    throw new Error('it is no file');
  } catch (error) {
    throw new Error(`${basename(path)} cannot be read: ${fileFault(error)}`, { cause: error });
  }
}

function checkLength(path: string, file: number, index: SetIndex): void {
  const { size } = fstatSync(file);
  const expected = index.keys.reduce((sum, _, row) => sum + storedNumbers(index, row), 0) * 8;
  if (size !== expected) {
    throw new Error(`${basename(path)}: expected ${expected} bytes of traces, got ${size}`);
  }
}

/** The numbers of a row. @throws Error naming the trace when they are damaged. */
function readNumbers(file: number, at: number, index: SetIndex, row: number): Float64Array {
  const numbers = numbersAt(file, at, index, row);
  if (numbers === null) throw new Error(`the trace ${quote(index.names[row])} of the set is damaged`);
  return numbers;
}

/** null where the numbers of a row are cut off, are none, or differ from their checksum. */
function numbersAt(file: number, at: number, index: SetIndex, row: number): Float64Array | null {
  const numbers = new Float64Array(storedNumbers(index, row));
  if (readSync(file, numbers, 0, numbers.byteLength, at * 8) < numbers.byteLength) return null;
  if (!numbers.every((number) => number >= 0 && Number.isFinite(number))) return null;
  const checksum = index.checksums?.[row];
  return checksum === undefined || checksum === numbersChecksum(numbers) ? numbers : null;
}

function traceOf(index: SetIndex, row: number, numbers: Float64Array): Trace {
  const [parts, durations, latencies] = [index.parts[row], index.durations[row], index.latencies[row]];
  const startSeconds = index.startSeconds[row];
  const latencySeconds = numbers.subarray(durations + parts);
  return {
    name: index.names[row],
    durationsSeconds: spread(numbers.subarray(0, durations), parts),
    kbps: numbers.subarray(durations, durations + parts),
    ...(latencies > 0 && { latencySeconds: spread(latencySeconds, parts) }),
    ...(startSeconds !== null && { startSeconds }),
  };
}

/** One number for all parts, or one for each. */
function spread(numbers: Float64Array, parts: number): Float64Array {
  return numbers.length === parts ? numbers : new Float64Array(parts).fill(numbers[0]);
}
