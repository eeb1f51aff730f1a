import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeNewFiles, writeTogether } from '../../src/node/new-files';

const folder = mkdtempSync(join(tmpdir(), 'neuralstream-new-files-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('files whose names are taken get the same next number, and what was there stays', async () => {
  const inside = join(folder, 'made');
  const written = (data: string) => ['a.json', 'b.csv'].map((name) => ({ name, data }));
  await writeNewFiles(inside, written('first'));
  writeFileSync(join(inside, 'b (2).csv'), 'of somebody else');
  await writeNewFiles(inside, written('second'));
  expect(readdirSync(inside).sort()).toEqual(['a (3).json', 'a.json', 'b (2).csv', 'b (3).csv', 'b.csv']);
  const texts = ['a.json', 'b.csv', 'b (2).csv', 'a (3).json', 'b (3).csv'];
  const read = texts.map((name) => readFileSync(join(inside, name), 'utf8'));
  expect(read).toEqual(['first', 'first', 'of somebody else', 'second', 'second']);
});

test('files that belong together are all written or none; one that was there before stays', async () => {
  const inside = join(folder, 'together');
  mkdirSync(join(inside, 'c.csv'), { recursive: true });
  writeFileSync(join(inside, 'a.json'), 'before');
  const files = ['a.json', 'b.csv', 'c.csv'].map((name) => ({ path: join(inside, name), data: 'new' }));
  await expect(writeTogether(files)).rejects.toThrow('"c.csv" cannot be written');
  expect(readdirSync(inside).sort()).toEqual(['a.json', 'c.csv']);
});
