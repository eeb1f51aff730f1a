import fuseTool from '@electron/fuses';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { linkFile, linkTree } from '../setup/link.mjs';

const { FuseV1Options, getCurrentFuseWire } = fuseTool;

/** A fuse that is on, as it stands in the binary. */
const on = '1'.charCodeAt(0);

/** The folder that an Electron's executable stands in, as electron-builder wants it (on macOS the one that holds Electron.app). */
export function distFolder(executable) {
  const bundle = executable.indexOf('.app/');
  return path.dirname(bundle < 0 ? executable : executable.slice(0, bundle + '.app'.length));
}

/** Copies the Electron at hand by hard links, without the program that development starts (resources/app). */
export function stageElectron(executable, target) {
  const source = distFolder(executable);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const place = entry.isDirectory() ? linkTree : linkFile;
    place(path.join(source, entry.name), path.join(target, entry.name));
  }
  for (const name of ['app', 'default_app.asar'])
    rmSync(path.join(target, 'resources', name), { recursive: true, force: true });
}

/** Of the wanted fuses those that this Electron has: the fuse tool refuses a longer list than the binary carries. */
export async function fusesAtHand(executable, wanted) {
  const wire = await getCurrentFuseWire(executable);
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => isOption(name) || has(wire, name)));
}

/** The fuses of a binary that are on, by electron-builder's names. */
export async function fusesOf(executable) {
  const wire = await getCurrentFuseWire(executable);
  const known = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
  const present = known.filter((name) => has(wire, name));
  return Object.fromEntries(present.map((name) => [builderName(name), wire[FuseV1Options[name]] === on]));
}

/** Settings among electronFuses that are no fuse of the binary. */
function isOption(name) {
  return name === 'resetAdHocDarwinSignature';
}

function has(wire, name) {
  return wire[FuseV1Options[name[0].toUpperCase() + name.slice(1)]] !== undefined;
}

function builderName(name) {
  return name[0].toLowerCase() + name.slice(1);
}
