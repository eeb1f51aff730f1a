import { extractFile, listPackage } from '@electron/asar';
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builderYaml } from '../../scripts/package/config.mjs';
import { desktopEntry } from '../../scripts/package/desktop.mjs';
import { fusesOf } from '../../scripts/package/electron-dist.mjs';
import { debianVersion, makeDeb } from '../../scripts/package/linux-archives.mjs';
import { packagePlaces } from '../../scripts/package/places.mjs';
import { version } from '../../package.json';
import { install, type Installation } from './installation';

/** The package itself, and the application as a command. */

const { folder, executable, resources } = packagePlaces();
const work = mkdtempSync(join(tmpdir(), 'neuralstream-package-'));
let installation: Installation;

beforeAll(async () => {
  installation = await install();
});

afterAll(() => {
  installation.remove();
  rmSync(work, { recursive: true, force: true });
});

test('the fuses are those of electron-builder.yml, as far as this Electron has them', async () => {
  expect(await fusesOf(executable)).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
  });
});

test('nothing of it takes Chromium’s sandbox away', () => {
  const archive = join(resources, 'app.asar');
  const scripts = listPackage(archive, { isPack: false })
    .map((file) => file.slice(1))
    .filter((file) => /^out\/.*\.(cjs|mjs|js)$/.test(file));
  expect(scripts.length).toBeGreaterThan(5);
  const texts = [
    ...scripts.map((file) => extractFile(archive, file).toString('utf8')),
    readFileSync(join(folder, 'bin', 'neuralstream'), 'utf8'),
    desktopEntry(builderYaml(), '/opt/NeuralStream'),
    JSON.stringify(builderYaml()),
  ];
  for (const text of texts) expect(text).not.toContain('no-sandbox');
});

test('programs and libraries lie outside the archive, with the licences of everything', () => {
  const outside = ['bin/ffmpeg', 'bin/ffprobe', 'parts.json', 'LICENSE.txt', 'THIRD-PARTY-LICENCES.txt'];
  for (const file of outside) expect(lstatSync(join(resources, file)).isFile(), file).toBe(true);
  const inside = listPackage(join(resources, 'app.asar'), { isPack: false });
  expect(inside.filter((file) => file.endsWith('.map') || file.includes('ffmpeg-static'))).toEqual([]);
});

test.runIf(process.platform === 'linux')(
  'the Debian package has the command, the menu entry and the helper',
  () => {
    const file = makeDeb({ out: work, compression: 'none' });
    const listed = execFileSync('dpkg-deb', ['-c', file], { encoding: 'utf8', maxBuffer: 1e8 });
    expect(listed).toMatch(/-rwsr-xr-x root\/root .*\/opt\/NeuralStream\/chrome-sandbox\n/);
    expect(listed).toMatch(/\/usr\/bin\/neuralstream -> \/opt\/NeuralStream\/bin\/neuralstream\n/);
    expect(listed).toContain('/usr/share/applications/neuralstream.desktop');
    expect(execFileSync('dpkg-deb', ['-f', file, 'Version'], { encoding: 'utf8' }).trim()).toBe(
      debianVersion(version),
    );
    // The helper's rights must not have reached the folder that it was linked from.
    expect(lstatSync(join(folder, 'chrome-sandbox')).mode & 0o4000).toBe(0);
  },
);

test('the variable that turns Electron into Node does nothing', async () => {
  const { run, executable: own, switches } = installation;
  const { code, out } = await run(own, [...switches, '--version'], { ELECTRON_RUN_AS_NODE: '1' });
  expect({ code, out }).toEqual({ code: 0, out: `${version}\n` });
});

test('wrong use is exit code 2 with a sentence, and nothing on standard output', async () => {
  const { run, launcher, switches } = installation;
  expect(await run(launcher, [...switches, 'bnech'])).toEqual({
    code: 2,
    out: '',
    err: 'neuralstream: unknown command "bnech"\nTry: neuralstream --help\n',
  });
});

test.runIf(process.platform === 'linux')(
  'without a display it says so; the launcher makes one for commands',
  async () => {
    const { run, executable: own, launcher, switches } = installation;
    const none = { DISPLAY: '' };
    const bare = await run(own, [...switches, '--version'], none);
    expect(bare).toMatchObject({ code: 1, out: '', err: expect.stringContaining('need a display') });
    const window = await run(launcher, switches, none);
    expect(window).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('no display for the window'),
    });
    expect(await run(launcher, [...switches, '--version'], none)).toMatchObject({
      code: 0,
      out: `${version}\n`,
    });
  },
);

test('doctor finds every part where the package has it', async () => {
  const { run, launcher, switches } = installation;
  const { code, out } = await run(launcher, [...switches, 'doctor']);
  expect(code, out).toBe(0);
  expect(out).toContain('Everything is there.');
});
