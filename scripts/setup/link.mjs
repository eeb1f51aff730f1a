import {
  copyFileSync,
  constants,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';

/** Puts a folder tree at another place by hard links (a copy where links cannot reach), replacing what was there. */
export function linkTree(source, target) {
  rmSync(target, { recursive: true, force: true });
  placeTree(source, target);
}

/** Puts one file at another place in the same manner. */
export function linkFile(source, target) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(path.dirname(target), { recursive: true });
  placeFile(source, target);
}

function placeTree(source, target) {
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(source)) {
    const from = path.join(source, name);
    const to = path.join(target, name);
    const stat = lstatSync(from);
    if (stat.isDirectory()) placeTree(from, to);
    else if (stat.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
    else placeFile(from, to);
  }
}

function placeFile(source, target) {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target, constants.COPYFILE_FICLONE);
  }
}
