import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { licenceText, packageFolders } from './licences/packages.mjs';
import { programComponents } from './licences/programs.mjs';
import { partsFile, root } from './setup/places.mjs';

/** Where the licences stand: once as text for readers, once as JSON for the About window. */
export const licencesFolder = path.join(root, 'out', 'licences');

/** Writes the licences of everything inside the application: its npm packages and its programs (those of the set-up, unless others are given). */
export function writeLicences(parts = JSON.parse(readFileSync(partsFile, 'utf8'))) {
  const components = [...programComponents(parts), ...packageComponents()];
  mkdirSync(licencesFolder, { recursive: true });
  writeFileSync(path.join(licencesFolder, 'licences.json'), JSON.stringify(components));
  writeFileSync(path.join(licencesFolder, 'THIRD-PARTY-LICENCES.txt'), asText(components));
}

/** Packages by name; one that lies at several places in the same version counts once. */
export function packageComponents() {
  const all = packageFolders().map(({ folder, manifest }) => ({
    ...{ name: manifest.name, version: manifest.version, licence: licenceOf(manifest) },
    ...{ home: manifest.homepage ?? '', author: authorOf(manifest), text: licenceText(folder) },
  }));
  const apache = all.find(({ licence, text }) => licence === 'Apache-2.0' && text?.includes('END OF TERMS'));
  const seen = new Map(all.map((component) => [`${component.name} ${component.version}`, component]));
  return [...seen.values()]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ author, ...component }) => ({
      ...component,
      text: component.text ?? standardText(component, author, apache?.text),
    }));
}

function licenceOf({ name, license, licenses }) {
  const stated =
    typeof license === 'string' ? license : (license?.type ?? licenses?.map(({ type }) => type).join(' OR '));
  if (!stated) throw new Error(`${name} states no licence in its package.json`);
  return stated;
}

function authorOf({ author, name }) {
  return (typeof author === 'string' ? author : author?.name) ?? `the authors of ${name}`;
}

/** Some packages name their licence without its text. The MIT text is that of our own licence file. */
function standardText({ name, licence }, author, apache) {
  const own = readFileSync(path.join(root, 'LICENSE'), 'utf8').trim();
  const texts = {
    'Apache-2.0': apache,
    MIT: own.replace(/^Copyright.*$/m, `Copyright (c) ${author}`),
  };
  const found = licence.split(' AND ').map((id) => texts[id]);
  if (found.some((text) => !text)) throw new Error(`${name}: the text of ${licence} is not known here`);
  return found.join('\n\n');
}

function asText(components) {
  const rule = '='.repeat(78);
  const head = `NeuralStream contains the work of others. These are its ${components.length} parts and their licences.`;
  const list = components.map(({ name, version, licence }) => `${name} ${version} (${licence})`).join('\n');
  const texts = components.map(
    ({ name, version, licence, home, text }) =>
      `${rule}\n${[`${name} ${version}`, licence, home].filter(Boolean).join('\n')}\n${rule}\n\n${text}\n`,
  );
  return `${head}\n\n${list}\n\n${texts.join('\n')}`;
}
