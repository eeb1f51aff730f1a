import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileKinds } from '../../../src/node/platform/file-kinds';
import { foreignLines } from '../../../src/node/platform/foreign-lines';
import { temporaryFolder } from '../../temporary-folder';

const kind = 'place of the window'; // the least of all limits: 64 KB

async function linesOf(content: string | Buffer): Promise<string[]> {
  const path = join(temporaryFolder('lines'), 'a.jsonl');
  writeFileSync(path, content);
  return allOf(foreignLines(path, kind));
}

async function allOf(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

test('lines end with a line feed, with or without a return; the last one need not end', async () => {
  expect(await linesOf('a\n\nb\r\nc')).toEqual(['a', '', 'b', 'c']);
  expect(await linesOf('a\n')).toEqual(['a']);
  expect(await linesOf('')).toEqual([]);
});

test('letters and lines that lie across two blocks come whole', async () => {
  const line = 'ü'.repeat(20_000);
  const content = `${line}\nx${line.slice(0, 9_000)}\nend\n`; // the second line crosses 64 KB in the middle of a letter
  expect(Buffer.byteLength(content)).toBeLessThanOrEqual(fileKinds[kind].largestBytes);
  expect(await linesOf(content)).toEqual([line, `x${line.slice(0, 9_000)}`, 'end']);
});

test('a file of more bytes than its kind may have is refused', async () => {
  const { largestBytes } = fileKinds[kind];
  expect(await linesOf('x'.repeat(largestBytes))).toHaveLength(1);
  await expect(linesOf('x'.repeat(largestBytes + 1))).rejects.toThrow(
    'a.jsonl cannot be read: it is larger than 64 KB',
  );
});

test.runIf(process.platform !== 'win32')('a pipe is not waited for', async () => {
  const path = join(temporaryFolder('lines'), 'pipe.jsonl');
  execFileSync('mkfifo', [path]);
  await expect(allOf(foreignLines(path, kind))).rejects.toThrow('pipe.jsonl cannot be read: it is no file');
});
