import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { layers } from '../../tools/layers.js';
import { root } from '../setup/places.mjs';

/** Packages of tools/layers.js that are programs of others and told of by themselves. */
const programs = ['electron', 'ffmpeg-static', '@ffprobe-installer/ffprobe'];

/**
 * The npm packages inside the application: those that the layers may use and all that they need in turn. More may be
 * listed than the bundler kept, never fewer.
 */
export function packageFolders() {
  const named = Object.values(layers).flatMap(({ packages }) => packages);
  const found = new Map();
  const visit = (name, from) => {
    const folder = resolveFolder(name, from);
    if (folder === null || found.has(folder)) return; // an optional one of another platform
    const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    found.set(folder, manifest);
    for (const dependency of Object.keys(manifest.dependencies ?? {})) visit(dependency, folder);
  };
  for (const name of new Set(named)) if (!programs.includes(name)) visit(name, root);
  return [...found]
    .filter(([, { name }]) => !name.startsWith('@types/'))
    .map(([folder, manifest]) => ({ folder, manifest }));
}

/** Node's way: the nearest node_modules above that has it. */
function resolveFolder(name, from) {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(candidate, 'package.json'))) return candidate;
    if (folder === path.dirname(folder)) return null;
  }
}

const licenceFile = /^((un)?licen[cs]e|copying|notice|third[-_]party)s?([._-]|$)/i;

/** What a folder says of its licence, all such files together; null when it says nothing. */
export function licenceText(folder) {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && licenceFile.test(entry.name))
    .map(({ name }) => name);
  const texts = names.sort().map((name) => readFileSync(path.join(folder, name), 'utf8').trim());
  return texts.length > 0 ? texts.join('\n\n') : null;
}
