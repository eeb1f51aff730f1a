import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { basename } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { shownName } from '../core/text/quote';
import { factsOf } from './platform/file-kinds';
import { openFlags, unreadable } from './platform/foreign-file';

const blockBytes = 1 << 20;
const longestLine = 64 * 1024 * 1024;
const kind = 'file of traces';

/**
 * The lines of a text file, read block by block, so that a file of any size costs no more memory than its longest line.
 * @throws Error when it is no file, cannot be read, is larger than 512 MB, is binary, or has a line of more than 64 MB.
 */
export function* fileLines(path: string): Generator<string> {
  const file = opened(path);
  try {
    const size = textSize(path, fstatSync(file));
    yield* splitBlocks(basename(path), readBlocks(file, Math.min(blockBytes, size + 1)));
  } finally {
    closeSync(file);
  }
}

function opened(path: string): number {
  try {
    return openSync(path, openFlags);
  } catch (error) {
    throw unreadable(path, kind, error);
  }
}

function textSize(path: string, facts: Stats): number {
  const { size } = facts;
  if (!facts.isFile()) throw new Error(`${shownName(path)}: expected a file, got something else`);
  if (size > factsOf(kind).largestBytes) {
    const megabytes = Math.round(size / 2 ** 20);
    throw new Error(`${shownName(path)}: expected at most 512 MB, got ${megabytes} MB; split it first`);
  }
  return size;
}

function* readBlocks(file: number, bytesAtOnce: number): Generator<string> {
  const block = Buffer.allocUnsafe(bytesAtOnce);
  const decoder = new StringDecoder('utf8');
  for (let bytes = readSync(file, block); bytes > 0; bytes = readSync(file, block)) {
    yield decoder.write(block.subarray(0, bytes));
  }
  yield decoder.end();
}

function* splitBlocks(name: string, blocks: Iterable<string>): Generator<string> {
  let number = 1;
  let rest: string[] = [];
  let restLength = 0;
  for (const block of blocks) {
    const nul = block.indexOf('\0');
    if (nul >= 0) {
      const line = number + block.slice(0, nul).split('\n').length - 1;
      throw new Error(`${name}:${line}: expected text, got binary data`);
    }
    let start = 0;
    for (let end = block.indexOf('\n'); end >= 0; end = block.indexOf('\n', start)) {
      const line = block.slice(start, end);
      yield rest.length > 0 ? rest.join('') + line : line;
      rest = [];
      restLength = 0;
      number += 1;
      start = end + 1;
    }
    restLength += block.length - start;
    if (restLength > longestLine) throw new Error(`${name}:${number}: expected lines up to 64 MB, got more`);
    if (start < block.length) rest.push(block.slice(start));
  }
  if (rest.length > 0) yield rest.join('');
}
