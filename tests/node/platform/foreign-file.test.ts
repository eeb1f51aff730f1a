import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { errorCode } from '../../../src/node/files';
import { fileKinds } from '../../../src/node/platform/file-kinds';
import { readForeignBytes, readForeignJson, readForeignText } from '../../../src/node/platform/foreign-file';
import {
  readForeignBytesSync,
  readForeignJsonSync,
  readForeignTextSync,
} from '../../../src/node/platform/foreign-file-sync';
import { temporaryFolder } from '../../temporary-folder';

const kind = 'settings file';
const largest = fileKinds[kind].largestBytes;
const posix = process.platform !== 'win32';

const readers = [
  { name: 'later', bytes: readForeignBytes, text: readForeignText, json: readForeignJson },
  {
    name: 'at once',
    bytes: async (...from: Parameters<typeof readForeignBytesSync>) => readForeignBytesSync(...from),
    text: async (...from: Parameters<typeof readForeignTextSync>) => readForeignTextSync(...from),
    json: async (path: string, of: typeof kind, schema: v.GenericSchema): Promise<unknown> =>
      readForeignJsonSync(path, of, schema),
  },
];

describe.each(readers)('a foreign file read $name', ({ bytes, text, json }) => {
  const inFolder = (name: string, content = ''): string => {
    const path = join(temporaryFolder('foreign'), name);
    writeFileSync(path, content);
    return path;
  };

  test('is read whole, also by a link and without its byte order mark', async () => {
    const path = inFolder('a.json', '\uFEFFtext');
    expect((await bytes(path, kind)).length).toBe(7);
    const link = join(temporaryFolder('foreign'), 'link.json');
    symlinkSync(path, link);
    expect(await text(link, kind)).toBe('text');
    expect(await text(inFolder('empty'), kind)).toBe('');
  });

  test('may have as many bytes as its kind, and not one more', async () => {
    const path = inFolder('large');
    truncateSync(path, largest);
    expect((await bytes(path, kind)).length).toBe(largest);
    appendFileSync(path, 'x');
    await expect(bytes(path, kind)).rejects.toThrow(/^large cannot be read: it is larger than 256 KB$/);
  });

  test.runIf(posix)('is no pipe, device or folder, and none of them is waited for', async () => {
    const folder = temporaryFolder('foreign');
    execFileSync('mkfifo', [join(folder, 'pipe.json')]);
    symlinkSync('/dev/zero', join(folder, 'zero.json'));
    mkdirSync(join(folder, 'folder.json'));
    for (const name of ['pipe.json', 'zero.json']) {
      await expect(bytes(join(folder, name), kind)).rejects.toThrow(`${name} cannot be read: it is no file`);
    }
    await expect(bytes(join(folder, 'folder.json'), kind)).rejects.toThrow(
      'folder.json cannot be read: it is a folder',
    );
  });

  test.runIf(existsSync('/proc/kallsyms'))('may hold more than the system says of its size', async () => {
    expect(statSync('/proc/kallsyms').size).toBe(0);
    expect((await bytes('/proc/self/maps', kind)).length).toBeGreaterThan(1000);
    await expect(bytes('/proc/kallsyms', kind)).rejects.toThrow(
      'kallsyms cannot be read: it is larger than 256 KB',
    );
  });

  test('that is missing is told by its name alone, with the code of the system', async () => {
    const path = join(temporaryFolder('foreign'), 'gone.json');
    const error: unknown = await bytes(path, kind).catch((caught: unknown) => caught);
    expect(String(error)).toBe('Error: gone.json cannot be read: it is not there');
    expect(errorCode(error)).toBe('ENOENT');
  });

  test('that lies in a folder of its own is told by that, too', async () => {
    await expect(bytes('/nowhere/ann/my-run/run.json', 'training run')).rejects.toThrow(
      /^my-run\/run\.json cannot be read: it is not there$/,
    );
  });

  test('with any other name is told by that alone, wherever it lies', async () => {
    await expect(bytes('/nowhere/ann/other.json', 'training run')).rejects.toThrow(/^other\.json cannot/);
  });

  test('that is no JSON is told by its beginning', async () => {
    await expect(json(inFolder('a.json', '<html>'.repeat(100)), kind, v.unknown())).rejects.toThrow(
      /^a\.json is no settings file: expected JSON, got "<html><html><html><h"$/,
    );
  });

  test('is told by its first problem, cut short', async () => {
    const long = 'x'.repeat(100_000);
    const content = JSON.stringify({ [long]: { theme: long } });
    const schema = v.record(v.string(), v.object({ theme: v.number() }));
    const error: unknown = await json(inFolder('a.json', content), kind, schema).catch(
      (caught: unknown) => caught,
    );
    const x80 = 'x'.repeat(80);
    expect(String(error)).toBe(
      `Error: a.json is no settings file of this version: "${x80}…": Invalid type: Expected number but received "${x80}…"`,
    );
  });
});
