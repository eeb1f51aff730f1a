import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { linkTree } from '../setup/link.mjs';
import { root } from '../setup/places.mjs';
import { builderYaml, distRoot } from './config.mjs';
import { desktopEntry, mimeTypes } from './desktop.mjs';
import { packagePlaces } from './places.mjs';

const { version, description, author, license } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
);
const architectures = { x64: 'amd64', arm64: 'arm64' };

/** Packs the unpacked application with the system's tar. Resolves with the file. */
export function makeTar({ out = distRoot, arch = process.arch } = {}) {
  const { folder } = packagePlaces(distRoot, 'linux', arch);
  const name = `neuralstream-${version}${arch === 'x64' ? '' : `-${arch}`}`;
  const file = path.join(out, `${name}.tar.gz`);
  const owner = ['--owner=0', '--group=0', '--numeric-owner', `--transform=s,^\\.,${name},`];
  execFileSync('tar', [...owner, '-czf', file, '-C', folder, '.']);
  return file;
}

/** Packs it as a Debian package with dpkg-deb. `compression` is dpkg-deb's (`none` for tests). Resolves with the file. */
export function makeDeb({ out = distRoot, arch = process.arch, compression = 'gzip' } = {}) {
  const architecture = architectures[arch];
  const tree = path.join(out, '.deb');
  const app = path.join(tree, 'opt', 'NeuralStream');
  rmSync(tree, { recursive: true, force: true });
  linkTree(packagePlaces(distRoot, 'linux', arch).folder, app);
  ownSandbox(app);
  writeShared(tree);
  writeControl(tree, architecture, kilobytesOf(app));
  const file = path.join(out, `neuralstream_${version}_${architecture}.deb`);
  execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', tree, file], {
    stdio: 'pipe',
  });
  rmSync(tree, { recursive: true, force: true });
  return file;
}

/** Chromium's helper, setuid root: where user namespaces are forbidden, its sandbox is made with it. */
function ownSandbox(app) {
  const helper = path.join(app, 'chrome-sandbox');
  const copy = `${helper}.own`; // its rights must not reach the other names of the same file
  copyFileSync(helper, copy);
  rmSync(helper);
  copyFileSync(copy, helper);
  rmSync(copy);
  chmodSync(helper, 0o4755);
}

/** The command on the path, the menu entry, the icons and the kinds of files. */
function writeShared(tree) {
  const share = path.join(tree, 'usr', 'share');
  const write = (file, text) => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: 0o644 });
  };
  mkdirSync(path.join(tree, 'usr', 'bin'), { recursive: true });
  symlinkSync('/opt/NeuralStream/bin/neuralstream', path.join(tree, 'usr', 'bin', 'neuralstream'));
  write(
    path.join(share, 'applications', 'neuralstream.desktop'),
    desktopEntry(builderYaml(), '/opt/NeuralStream'),
  );
  write(path.join(share, 'mime', 'packages', 'neuralstream.xml'), mimeTypes(builderYaml()));
  const icons = path.join(root, 'resources', 'icons', 'linux');
  for (const name of readdirSync(icons)) {
    const target = path.join(share, 'icons', 'hicolor', path.parse(name).name, 'apps');
    mkdirSync(target, { recursive: true });
    copyFileSync(path.join(icons, name), path.join(target, 'neuralstream.png'));
  }
  const doc = path.join(share, 'doc', 'neuralstream');
  write(path.join(doc, 'copyright'), readFileSync(path.join(root, 'LICENSE'), 'utf8'));
}

function writeControl(tree, architecture, installedKilobytes) {
  const { depends, recommends } = builderYaml().deb;
  const control = [
    'Package: neuralstream',
    `Version: ${version}`,
    `Architecture: ${architecture}`,
    `Maintainer: ${author} <neuralstream@localhost>`,
    `Installed-Size: ${installedKilobytes}`,
    `Depends: ${depends.join(', ')}`,
    `Recommends: ${recommends.join(', ')}`,
    'Section: video',
    'Priority: optional',
    `Description: ${description}`,
    ` Licence: ${license}. The licences of what it contains lie in /opt/NeuralStream/resources.`,
  ];
  mkdirSync(path.join(tree, 'DEBIAN'), { recursive: true });
  writeFileSync(path.join(tree, 'DEBIAN', 'control'), `${control.join('\n')}\n`, { mode: 0o644 });
}

function kilobytesOf(folder) {
  return Number(execFileSync('du', ['-sk', folder], { encoding: 'utf8' }).split('\t')[0]);
}
