import { Arch, build, Platform } from 'electron-builder';
import path from 'node:path';
import { unreachable } from '../setup/download.mjs';
import { findCommand } from '../setup/run.mjs';
import { distRoot } from './config.mjs';
import { makeDeb, makeTar } from './linux-archives.mjs';

/**
 * What users are given, made of the unpacked application: every target of electron-builder.yml for this system, else
 * (electron-builder fetches its helper tools) on Linux what the system's own tools make. Resolves with the files.
 */
export async function makeArchives(folder) {
  const reason = await unreachable('github.com');
  if (!reason) return withElectronBuilder(folder);
  process.stderr.write(`electron-builder's helper tools cannot be fetched: ${reason}\n`);
  if (process.platform !== 'linux') return [];
  process.stderr.write('making the tar.gz with tar and the deb with dpkg-deb; an AppImage is not made\n');
  return [makeTar(), ...(findCommand('dpkg-deb') ? [makeDeb()] : [])];
}

function withElectronBuilder(folder) {
  const platform = { linux: Platform.LINUX, darwin: Platform.MAC, win32: Platform.WINDOWS }[process.platform];
  return build({
    targets: platform.createTarget(null, Arch[process.arch]),
    prepackaged: process.platform === 'darwin' ? path.join(folder, 'NeuralStream.app') : folder,
    config: path.join(distRoot, '.config.json'),
    publish: 'never',
  });
}
