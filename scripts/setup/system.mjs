import { existsSync } from 'node:fs';
import path from 'node:path';
import { findCommand, run, say } from './run.mjs';

const part = 'system';

/** What Electron needs from a Linux system: a library's or command's name, and Debian's package of it. */
export const wanted = [
  { library: 'libgtk-3.so.0', package: 'libgtk-3-0' },
  { library: 'libnss3.so', package: 'libnss3' },
  { library: 'libasound.so.2', package: 'libasound2' },
  { library: 'libgbm.so.1', package: 'libgbm1' },
  { command: 'Xvfb', package: 'xvfb' },
  { command: 'xauth', package: 'xauth' },
];

/** What the fall-backs need to fetch a wheel and to build tfjs' addon. */
export const wantedTools = [
  { command: 'python3', package: 'python3' },
  { command: 'pip3', package: 'python3-pip' },
  { command: 'g++', package: 'g++' },
  { command: 'make', package: 'make' },
];

/** The packages whose library or command is not there. */
export function missingPackages(list, has) {
  return list.filter((entry) => !has(entry)).map((entry) => entry.package);
}

/**
 * Provides the system's part on Linux: installs what is missing as root, else says the one command to run. Resolves with
 * the display part of the table.
 */
export async function provideSystem() {
  if (process.platform !== 'linux') return { ok: true, version: 'built in', source: process.platform };
  const has = await presence();
  const missing = missingPackages(wanted, has);
  const all = [...missing, ...missingPackages(wantedTools, has)];
  let installed = false;
  if (all.length > 0 && mayInstall()) {
    await installPackages(all);
    installed = true;
  } else if (all.length > 0) {
    say(part, `missing: ${all.join(' ')}; to install them run: ${advice(all)}`);
  }
  const still = missingPackages(wanted, await presence());
  if (still.length > 0) throw new Error(`missing: ${still.join(' ')}; run: ${advice(still)}`);
  return displayPart(installed ? 'installed with apt-get' : 'the system');
}

/** The command that a person without root's rights runs once. */
export function advice(packages) {
  return `sudo apt-get install --no-install-recommends ${packages.join(' ')} (or what your system calls them)`;
}

function displayPart(source) {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const executable = findCommand('Xvfb');
  return {
    ok: true,
    executable,
    version: DISPLAY || WAYLAND_DISPLAY ? `display ${DISPLAY || WAYLAND_DISPLAY}` : 'Xvfb',
    source,
  };
}

/** True where the set-up may install the system's packages itself. */
export function mayInstall() {
  return process.platform === 'linux' && process.getuid() === 0 && findCommand('apt-get') !== null;
}

/** Installs packages of a Debian system. */
export async function installPackages(packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const timeouts = [
    '-o',
    'Acquire::http::Timeout=20',
    '-o',
    'Acquire::Retries=1',
    '-o',
    'DPkg::Lock::Timeout=120',
  ];
  say(part, `installing ${packages.join(' ')}`);
  await run(part, 'apt-get', [...timeouts, 'update'], { env, progress: () => 'apt-get update' });
  const names = await Promise.all(packages.map(currentName));
  const args = [...timeouts, 'install', '-y', '--no-install-recommends', ...names];
  await run(part, 'apt-get', args, { env, progress: () => 'apt-get install', limitSeconds: 1200 });
}

/** Newer Debian and Ubuntu call some libraries by a name that ends in t64. */
async function currentName(name) {
  const renamed = `${name}t64`;
  const found = await run(part, 'apt-cache', ['show', '--no-all-versions', renamed]).catch(() => '');
  return found.includes(`Package: ${renamed}`) ? renamed : name;
}

async function presence() {
  const ldconfig =
    findCommand('ldconfig') ?? ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((file) => existsSync(file));
  const libraries = ldconfig ? await run(part, ldconfig, ['-p']).catch(() => '') : '';
  return ({ library, command }) => {
    if (command) return findCommand(command) !== null;
    return (
      libraries.includes(library) ||
      ['/usr/lib', '/usr/lib64'].some((folder) => existsSync(path.join(folder, library)))
    );
  };
}
