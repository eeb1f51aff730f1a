import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from '../setup/places.mjs';
import { fusesAtHand } from './electron-dist.mjs';

/** The folder of everything that is packaged. */
export const distRoot = path.join(root, 'dist');

/** What is made for the package's resources folder; electron-builder.yml names it. */
export const madeFolder = path.join(distRoot, '.made');

/** electron-builder.yml as it stands. */
export function builderYaml() {
  // electron-builder's own reader of it.
  const yaml = createRequire(createRequire(import.meta.url).resolve('app-builder-lib'))('js-yaml');
  return yaml.load(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8'));
}

/** electron-builder.yml for the Electron at hand: its version, its folder, the fuses that it has; without native tfjs if lean. */
export async function builderConfig({ executable, version }, electronDist, { lean }) {
  const config = builderYaml();
  return {
    ...config,
    files: [...config.files, ...(lean ? ['!node_modules/@tensorflow/tfjs-node/**'] : [])],
    artifactName: lean ? config.artifactName.replace('${version}', '${version}-lean') : config.artifactName,
    electronDist,
    electronVersion: version,
    electronFuses: await fusesAtHand(executable, config.electronFuses),
    publish: updatePlace(),
  };
}

/** The place that new versions come from, in electron-builder's form; null when none is named. */
export function updatePlace(env = process.env) {
  const url = env.NEURALSTREAM_UPDATES_URL;
  return url ? { provider: 'generic', url } : null;
}
