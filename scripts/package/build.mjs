import { Arch, build, Platform } from 'electron-builder';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { electronPart } from '../launch.mjs';
import { writeLicences } from '../licences.mjs';
import { partsFile } from '../setup/places.mjs';
import { leanTfjs } from '../setup/tfjs.mjs';
import { builderConfig, distRoot, madeFolder, updatePlace } from './config.mjs';
import { packagePlaces } from './places.mjs';
import { stageElectron } from './electron-dist.mjs';
import { stripLibraries } from './trim.mjs';

const platforms = { linux: Platform.LINUX, darwin: Platform.MAC, win32: Platform.WINDOWS };

/**
 * Makes the unpacked application from the Electron at hand, without any download. Resolves with its folder. `lean` leaves
 * native TensorFlow out.
 */
export async function buildFolder({ lean }) {
  const electron = electronPart();
  const staged = path.join(distRoot, '.electron');
  stageElectron(electron.executable, staged);
  rmSync(madeFolder, { recursive: true, force: true });
  mkdirSync(madeFolder, { recursive: true });
  const parts = partsInside(lean);
  writeLicences(parts);
  writeFileSync(path.join(madeFolder, 'parts.json'), `${JSON.stringify(withoutPaths(parts), null, 2)}\n`);
  writeUpdatePlace();
  // As a file: what is given as an object is merged with electron-builder.yml, and no fuse could be taken from it.
  const config = path.join(distRoot, '.config.json');
  writeFileSync(config, JSON.stringify(await builderConfig(electron, staged, { lean })));
  const platform = platforms[process.platform];
  await build({ targets: platform.createTarget('dir', Arch[process.arch]), config, publish: 'never' });
  rmSync(staged, { recursive: true, force: true });
  if (lean) writeLicences(); // the working copy's own
  const { folder, resources } = packagePlaces();
  if (!lean) stripLibraries(resources);
  return folder;
}

/** The set-up's table of what a package holds: not its display. */
function partsInside(lean) {
  const { packages, electron, tfjs, ffmpeg, ffprobe } = JSON.parse(readFileSync(partsFile, 'utf8'));
  return { packages, electron, tfjs: lean ? leanTfjs : tfjs, ffmpeg, ffprobe, display: { ok: true } };
}

/** The same without this machine's paths. */
function withoutPaths(parts) {
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, { ...part, executable: null }]),
  );
}

/** electron-builder writes this file for its archive targets only, which begin with a folder that is finished and signed here. */
function writeUpdatePlace() {
  const place = updatePlace();
  if (!place) return;
  const text = JSON.stringify({ ...place, updaterCacheDirName: 'neuralstream-updater' }); // JSON is YAML
  writeFileSync(path.join(madeFolder, 'app-update.yml'), `${text}\n`);
}
