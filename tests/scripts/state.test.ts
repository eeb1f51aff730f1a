import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { stale } from '../../scripts/build.mjs';
import { standing, stampKey } from '../../scripts/setup/state.mjs';
import { temporaryFolder } from '../temporary-folder';

const stamp = { key: 'k', files: ['/addon'] };
const parts = { electron: { ok: true, executable: '/electron' }, packages: { ok: true } };
const everything = () => true;

test('a set-up stands while its key and files are there', () => {
  expect(standing(stamp, parts, 'k', everything)).toBe(true);
});

test('a set-up is stale without a record, with another lock file, with a missing part or a removed file', () => {
  expect(standing(null, parts, 'k', everything)).toBe(false);
  expect(standing(stamp, null, 'k', everything)).toBe(false);
  expect(standing(stamp, parts, 'other', everything)).toBe(false);
  expect(standing(stamp, { tfjs: { ok: false, problem: 'no g++' } }, 'k', everything)).toBe(false);
  expect(standing(stamp, parts, 'k', (file: string) => file !== '/addon')).toBe(false);
  expect(standing(stamp, parts, 'k', (file: string) => file !== '/electron')).toBe(false);
});

test('the key follows the lock file and the platform', () => {
  const key = stampKey('lock', 'linux', 'x64');
  expect(stampKey('lock', 'linux', 'x64')).toBe(key);
  expect(stampKey('lock2', 'linux', 'x64')).not.toBe(key);
  expect(stampKey('lock', 'darwin', 'x64')).not.toBe(key);
});

const results = [
  'out/main/main.cjs',
  'out/main/cli.cjs',
  'out/renderer/index.html',
  'out/page/index.html',
  'out/web/rules/dashjs.mjs',
];

/** A project built at second 2000 from sources of second 1000. */
function builtProject() {
  const folder = temporaryFolder('project');
  const put = (file: string, seconds: number) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
    utimesSync(join(folder, file), seconds, seconds);
  };
  put('src/core/a.ts', 1000);
  put('package.json', 1000);
  for (const name of ['src/core', 'src']) utimesSync(join(folder, name), 1000, 1000);
  for (const result of results) put(result, 2000);
  return { folder, put };
}

test('a build that is newer than every source is not stale', () => {
  expect(stale(builtProject().folder)).toBe(false);
});

test.each(results)('a build without %s is stale', (result) => {
  const { folder } = builtProject();
  rmSync(join(folder, result));
  expect(stale(folder)).toBe(true);
});

test('a changed source, a changed package.json and a removed source make the build stale', () => {
  const changed = builtProject();
  changed.put('src/core/a.ts', 3000);
  for (const name of ['src/core', 'src']) utimesSync(join(changed.folder, name), 1000, 1000);
  expect(stale(changed.folder)).toBe(true);

  const packages = builtProject();
  packages.put('package.json', 3000);
  expect(stale(packages.folder)).toBe(true);

  const removed = builtProject();
  rmSync(join(removed.folder, 'src/core/a.ts'));
  expect(stale(removed.folder)).toBe(true);
});
