import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { distFolder } from '../package/electron-dist.mjs';
import { root } from '../setup/places.mjs';
import { licenceText } from './packages.mjs';

/** The programs and libraries inside the application that are no npm packages, as the set-up provided them. */
export function programComponents(parts) {
  const gpl = readFileSync(path.join(root, 'node_modules', 'ffmpeg-static', 'LICENSE'), 'utf8').trim();
  return [
    ...(parts.electron.executable ? [electron(parts.electron)] : []),
    ...(parts.tfjs.ok && !parts.tfjs.leftOut ? [tensorflow(parts.tfjs)] : []),
    ...['ffmpeg', 'ffprobe']
      .filter((name) => parts[name].executable)
      .map((name) => media(name, parts[name], gpl)),
  ];
}

function electron({ executable, version }) {
  const folder = distFolder(executable);
  const text = ['LICENSE.electron.txt', 'LICENSE']
    .map((name) => path.join(folder, name))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8').trim());
  const rest =
    'What Chromium and Node.js contain is licensed as LICENSES.chromium.html says, which lies beside the program.';
  return {
    name: 'Electron',
    version,
    licence: 'MIT',
    home: 'https://www.electronjs.org',
    text: [...text, rest].join('\n\n'),
  };
}

/** The set-up puts TensorFlow's licence, and the notices of all that is in it, beside the libraries. */
function tensorflow({ version }) {
  const text = licenceText(path.join(root, 'node_modules', '@tensorflow', 'tfjs-node', 'deps'));
  if (text === null) throw new Error('libtensorflow came without its licence: run npm run setup');
  return {
    name: 'TensorFlow (libtensorflow)',
    version: version.split('TensorFlow ')[1] ?? version,
    ...{ licence: 'Apache-2.0', home: 'https://www.tensorflow.org', text },
  };
}

/** FFmpeg says itself under which licence it was built, and of what. */
function media(name, { executable, version, source }, gpl) {
  const say = (question) => execFileSync(executable, ['-hide_banner', question], { encoding: 'utf8' }).trim();
  const own = say('-L')
    .replace(/Exiting with exit code 0/, '')
    .trim();
  const isGpl = own.includes('GNU General Public');
  const configuration = say('-buildconf').replace(/\s+/g, ' ').replace(' Exiting with exit code 0', '');
  const origin = `This build came from ${source}. It is a program of its own that NeuralStream starts; another build takes its place with NEURALSTREAM_${name.toUpperCase()}. The source code of FFmpeg and of the libraries named here is offered by their projects, beginning at https://ffmpeg.org/download.html.`;
  return {
    name: name === 'ffmpeg' ? 'FFmpeg' : name,
    ...{ version, licence: isGpl ? 'GPL-3.0-or-later' : 'LGPL', home: 'https://ffmpeg.org' },
    text: [own, origin, configuration, ...(isGpl ? [gpl] : [])].join('\n\n'),
  };
}
