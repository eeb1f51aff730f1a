import { Arch, build, Platform } from 'electron-builder';
import path from 'node:path';
import { unreachable } from '../setup/download.mjs';
import { findCommand } from '../setup/run.mjs';
import { distRoot } from './config.mjs';
import { makeDeb, makeTar } from './linux-archives.mjs';

/**
 * What users are given, made of the unpacked application: the tar.gz and the deb by the system's own tools, so that they are
 * the same everywhere; the rest by electron-builder, where it can fetch its helper tools. Resolves with the files.
 */
export async function makeArchives(folder, { lean }) {
  const reason = await unreachable('github.com');
  const say = (text) => process.stderr.write(`${text}\n`);
  if (process.platform !== 'linux') {
    if (!reason) return withElectronBuilder(folder, null);
    say(`electron-builder's helper tools cannot be fetched: ${reason}`);
    return [];
  }
  const deb = findCommand('dpkg-deb');
  if (!deb) say('dpkg-deb is missing: no deb is made');
  const own = [makeTar({ lean }), ...(deb ? [makeDeb({ lean })] : [])];
  if (!reason) return [...own, ...(await withElectronBuilder(folder, 'AppImage'))];
  say(`electron-builder's helper tools cannot be fetched: ${reason}; an AppImage is not made`);
  return own;
}

/** `target` null: every one of electron-builder.yml for this system. */
function withElectronBuilder(folder, target) {
  const platform = { linux: Platform.LINUX, darwin: Platform.MAC, win32: Platform.WINDOWS }[process.platform];
  return build({
    targets: platform.createTarget(target, Arch[process.arch]),
    prepackaged: process.platform === 'darwin' ? path.join(folder, 'NeuralStream.app') : folder,
    config: path.join(distRoot, '.config.json'),
    publish: 'never',
  });
}
