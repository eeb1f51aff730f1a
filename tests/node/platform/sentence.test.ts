import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { sentenceOf } from '../../../src/node/platform/sentence';
import { temporaryFolder } from '../../temporary-folder';

const caught = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

test("a system's error names the file without the path to it", () => {
  const folder = temporaryFolder('sentence');
  expect(sentenceOf(caught(() => readFileSync(join(folder, 'gone.json'))))).toBe(
    'gone.json: it is not there',
  );
  expect(sentenceOf(caught(() => readFileSync(folder)))).toBe('it is a folder');
  const strange = Object.assign(
    new Error("EXDEV: cross-device link not permitted, rename '/home/ann/a' -> '/b/c'"),
    {
      ...{ code: 'EXDEV', syscall: 'rename', path: '/home/ann/a' },
    },
  );
  expect(sentenceOf(strange)).toBe('a: EXDEV: cross-device link not permitted');
});

test('an error of a schema tells its first problem, cut short', () => {
  const long = 'x'.repeat(5000);
  expect(sentenceOf(caught(() => v.parse(v.object({ port: v.number() }), { port: long })))).toBe(
    `port: Invalid type: Expected number but received "${'x'.repeat(80)}…"`,
  );
});

test('other errors say what they say, up to 2000 characters', () => {
  expect(sentenceOf(new Error('no such run'))).toBe('no such run');
  expect(sentenceOf('text')).toBe('text');
  expect(sentenceOf(new Error('x'.repeat(5000)))).toBe(`${'x'.repeat(2000)}…`);
});
