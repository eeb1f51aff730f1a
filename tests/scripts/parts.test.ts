import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fatalParts } from '../../scripts/setup.mjs';
import { developmentSwitches, hasDisplay } from '../../scripts/launch.mjs';
import { npmReason } from '../../scripts/setup/packages.mjs';
import { cacheFolder } from '../../scripts/setup/places.mjs';
import { missingPackages, wanted } from '../../scripts/setup/system.mjs';
import { partsTable } from '../../scripts/setup/table.mjs';
import { doctorReport, partsTable as doctorTable } from '../../src/cli/doctor';
import { projectFolder, readParts } from '../../src/node/parts';
import { temporaryFolder } from '../temporary-folder';

const good = { ok: true, executable: '/somewhere/electron', version: '22.3.25', source: 'wheel a 1' };
const bad = { ok: false, executable: null, version: '', source: '', problem: 'Install g++.' };
const parts = { packages: good, electron: good, tfjs: bad, ffmpeg: good, ffprobe: good, display: good };

test('the table names every part, its version and its source, and what is missing with what to do', () => {
  const lines = partsTable(parts).split('\n');
  expect(lines.find((line: string) => line.startsWith('electron'))).toMatch(/22\.3\.25 +wheel a 1/);
  expect(lines.find((line: string) => line.startsWith('tfjs'))).toMatch(/MISSING +Install g\+\+\./);
});

test('doctor prints the same table as the set-up', () => {
  expect(doctorTable(parts)).toBe(partsTable(parts));
});

test('doctor finds what the set-up of this working copy provided', () => {
  const { text, ok } = doctorReport();
  expect(ok, text).toBe(true);
  expect(text).toContain('Everything is there.');
});

test('native tfjs may be missing at home and must not be missing in CI; npm packages may never be', () => {
  expect(fatalParts(parts, false)).toEqual([]);
  expect(fatalParts(parts, true)).toEqual(['tfjs']);
  expect(fatalParts({ ...parts, packages: bad }, false)).toEqual(['packages']);
});

test('parts are found from any folder below, and their absence is null', () => {
  const folder = temporaryFolder('parts');
  const deep = join(folder, 'out', 'main');
  expect(readParts({ from: [deep] })).toBeNull();
  mkdirSync(join(folder, 'node_modules', '.neuralstream'), { recursive: true });
  writeFileSync(join(folder, 'node_modules', '.neuralstream', 'parts.json'), JSON.stringify(parts));
  expect(readParts({ from: [deep] })?.electron).toEqual(good);
  expect(projectFolder({ from: [deep] })).toBe(folder);
});

test('a parts file of another form is refused', () => {
  const folder = temporaryFolder('parts');
  mkdirSync(join(folder, 'node_modules', '.neuralstream'), { recursive: true });
  writeFileSync(join(folder, 'node_modules', '.neuralstream', 'parts.json'), '{"electron":1}');
  expect(() => readParts({ from: [folder] })).toThrow();
});

test('only what is not there is installed', () => {
  expect(missingPackages(wanted, () => true)).toEqual([]);
  expect(missingPackages(wanted, ({ command }: { command?: string }) => command !== 'Xvfb')).toEqual([
    'xvfb',
  ]);
});

test('Chromium keeps its sandbox but for root on Linux', () => {
  const plenty = { sharedBytes: 1e9 };
  expect(developmentSwitches({ platform: 'linux', uid: 0, ...plenty })).toEqual(['--no-sandbox']);
  expect(developmentSwitches({ platform: 'linux', uid: 1000, ...plenty })).toEqual([]);
  expect(developmentSwitches({ platform: 'darwin', uid: 0, ...plenty })).toEqual([]);
  expect(developmentSwitches({ platform: 'linux', uid: 1000, sharedBytes: 64e6 })).toEqual([
    '--disable-dev-shm-usage',
  ]);
});

test('a display is looked for on Linux only', () => {
  expect(hasDisplay({}, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasDisplay({}, 'win32')).toBe(true);
});

test('the cache folder follows the platform and XDG_CACHE_HOME', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux', '/home/a')).toBe('/c/neuralstream');
  expect(cacheFolder({}, 'linux', '/home/a')).toBe('/home/a/.cache/neuralstream');
  expect(cacheFolder({}, 'darwin', '/Users/a')).toBe('/Users/a/Library/Caches/neuralstream');
});

test('of what npm says the cause is told, not its help', () => {
  const output =
    'npm error code EUSAGE\nnpm error\nnpm error not in sync.\nnpm error\nnpm error Usage:\nnpm error npm ci';
  expect(npmReason(output)).toBe('code EUSAGE | not in sync. | Usage:');
});
