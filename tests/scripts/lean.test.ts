import { expect, test } from 'vitest';
import { electronPart } from '../../scripts/launch.mjs';
import { builderConfig, builderYaml, updatePlace } from '../../scripts/package/config.mjs';
import { archiveNames, debianVersion } from '../../scripts/package/linux-archives.mjs';
import { fatalParts } from '../../scripts/setup.mjs';
import { leanWanted, standing } from '../../scripts/setup/state.mjs';
import { partsTable } from '../../scripts/setup/table.mjs';

test('lean is as the words say, else as the environment says, else as it was', () => {
  expect(leanWanted(['--lean'], { NEURALSTREAM_LEAN: '0' }, false)).toBe(true);
  expect(leanWanted(['--native'], { NEURALSTREAM_LEAN: '1' }, true)).toBe(false);
  expect(leanWanted([], { NEURALSTREAM_LEAN: '1' }, false)).toBe(true);
  expect(leanWanted([], { NEURALSTREAM_LEAN: '0' }, true)).toBe(false);
  expect(leanWanted([], {}, true)).toBe(true);
  expect(leanWanted([], {}, false)).toBe(false);
});

test('native tfjs that was left out is no missing part, and the table says so', () => {
  const left = { ok: true, leftOut: true, version: 'left out', source: 'a lean set-up' };
  const parts = { packages: { ok: true, version: '1', source: 'npm ci' }, tfjs: left };
  expect(fatalParts(parts, true)).toEqual([]);
  expect(standing({ key: 'k', files: [] }, parts, 'k', () => true)).toBe(true);
  expect(partsTable(parts)).toMatch(/^tfjs +left out +a lean set-up$/m);
});

test('a lean package has no file of native tfjs, any other has them', async () => {
  const native = '!node_modules/@tensorflow/tfjs-node/**';
  const files = async (lean: boolean): Promise<string[]> =>
    (await builderConfig(electronPart(), 'electron', { lean })).files;
  expect(await files(true)).toContain(native);
  expect(await files(false)).not.toContain(native);
});

test('a lean archive never takes the name of a full one', async () => {
  for (const arch of ['x64', 'arm64']) {
    const [full, lean] = [false, true].map((each) => Object.values(archiveNames({ lean: each, arch })));
    expect(new Set([...full, ...lean]).size).toBe(4);
  }
  const pattern = async (lean: boolean): Promise<string> =>
    (await builderConfig(electronPart(), 'electron', { lean })).artifactName;
  expect(await pattern(false)).toBe('${productName}-${version}-${arch}.${ext}');
  expect(await pattern(true)).toBe('${productName}-${version}-lean-${arch}.${ext}');
});

test('Debian takes a version before a release for an older one', () => {
  const names = archiveNames({ lean: false, arch: 'x64', version: '0.2.0-rc.1' });
  expect(names.deb).toBe('neuralstream_0.2.0-rc.1_amd64.deb');
  expect(debianVersion('0.2.0-rc.1')).toBe('0.2.0~rc.1');
  expect(debianVersion('0.2.0')).toBe('0.2.0');
});

test('the AppImage’s menu entry has no switch that electron-builder would add to it', () => {
  expect(builderYaml().appImage.executableArgs).toEqual([]);
});

test('a package names the place of its updates where one was given, on every platform', () => {
  expect(updatePlace({})).toBeNull();
  expect(updatePlace({ NEURALSTREAM_UPDATES_URL: 'https://updates.example.org/a' })).toEqual({
    provider: 'generic',
    url: 'https://updates.example.org/a',
  });
});
