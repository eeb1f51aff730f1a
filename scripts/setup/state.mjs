import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { partsFile, partsFolder, root, sha256 } from './places.mjs';

const stampFile = path.join(partsFolder, 'stamp.json');

/** What the set-up's result depends on, as one hash: the lock file, the set-up's revision and the platform. */
export function stampKey(lockText, platform = process.platform, arch = process.arch) {
  return sha256(JSON.stringify([4, lockText, platform, arch]));
}

/** The parts of the last set-up when its result still stands, else null. */
export function currentParts() {
  const stamp = readJson(stampFile);
  const parts = readJson(partsFile);
  return standing(stamp, parts, stampKey(lockText()), existsSync) ? parts : null;
}

/** True when the key is that of the last set-up, no part has a problem, and every file it names is still there. */
export function standing(stamp, parts, key, exists) {
  if (!stamp || !parts || stamp.key !== key) return false;
  if (Object.values(parts).some((part) => part.problem)) return false;
  const files = Object.values(parts).map((part) => part.executable);
  return [...files, ...stamp.files].every((file) => !file || exists(file));
}

/** Writes the parts and the stamp that says what they were made for. */
export function writeParts(parts) {
  mkdirSync(partsFolder, { recursive: true });
  writeFileSync(partsFile, `${JSON.stringify(parts, null, 2)}\n`);
  const addon = path.join(root, 'node_modules', '@tensorflow', 'tfjs-node', 'lib');
  const native = parts.tfjs.ok && !parts.tfjs.leftOut;
  const files = [path.join(root, 'node_modules', '.package-lock.json'), ...(native ? [addon] : [])];
  writeFileSync(stampFile, JSON.stringify({ key: stampKey(lockText()), files }));
}

/** True when the last set-up left native tfjs out. */
export function wasLean() {
  return readJson(partsFile)?.tfjs?.leftOut === true;
}

/** Whether native tfjs is to be left out: as the words or NEURALSTREAM_LEAN say, else as at the last set-up. */
export function leanWanted(words = process.argv, env = process.env, lean = wasLean()) {
  if (words.includes('--lean')) return true;
  if (words.includes('--native')) return false;
  if (env.NEURALSTREAM_LEAN) return env.NEURALSTREAM_LEAN !== '0';
  return lean;
}

/** The parts of the last set-up that need not be provided again, by name. */
export function goodParts(lean) {
  const stamp = readJson(stampFile);
  if (stamp?.key !== stampKey(lockText()) || !stamp.files.every(existsSync)) return {};
  const parts = Object.entries(readJson(partsFile) ?? {});
  return Object.fromEntries(
    parts.filter(
      ([name, { ok, executable, leftOut = false }]) =>
        ok && (!executable || existsSync(executable)) && (name !== 'tfjs' || leftOut === lean),
    ),
  );
}

function lockText() {
  return readFileSync(path.join(root, 'package-lock.json'), 'utf8');
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null; // missing or half-written: the set-up makes it anew
  }
}
