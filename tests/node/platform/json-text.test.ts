import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeJsonFile } from '../../../src/node/platform/checksum';
import { jsonText } from '../../../src/node/platform/json-text';
import { temporaryFolder } from '../../temporary-folder';

test('a number that JSON would write as null is refused with its place', () => {
  expect(jsonText({ a: [1, { b: -0.5 }], c: null })).toBe('{"a":[1,{"b":-0.5}],"c":null}');
  expect(() => jsonText({ a: [1, { b: NaN }] })).toThrow('expected a finite number as a.1.b');
  expect(() => jsonText([1, 2, Infinity])).toThrow('expected a finite number as 2');
  expect(() => jsonText(-Infinity)).toThrow('expected a finite number as the value');
});

test('a file that could not be read again is not written', async () => {
  const folder = temporaryFolder('neuralstream-json');
  const write = (document: object) => writeJsonFile(join(folder, 'x.json'), document, 'settings file');
  await expect(write({ theme: 'x'.repeat(300_000) })).rejects.toThrow(
    'x.json is not written: expected at most 262144 bytes for a settings file, got 300',
  );
  await expect(write({ cap: 1 / 0 })).rejects.toThrow('expected a finite number as cap');
  expect(readdirSync(folder)).toEqual([]);
});
