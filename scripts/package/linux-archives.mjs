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

/** What the tar.gz and the deb are called; one without native TensorFlow has a name of its own. */
export function archiveNames({ lean, arch, version: of = version }) {
  const kind = lean ? '-lean' : '';
  return {
    tar: `neuralstream-${of}${kind}${arch === 'x64' ? '' : `-${arch}`}.tar.gz`,
    deb: `neuralstream${kind}_${of}_${architectures[arch]}.deb`,
  };
}

/** Packs the unpacked application with the system's tar. Returns the file. */
export function makeTar({ out = distRoot, arch = process.arch, lean = false } = {}) {
  const { folder } = packagePlaces(distRoot, 'linux', arch);
  const file = path.join(out, archiveNames({ lean, arch }).tar);
  const name = path.basename(file, '.tar.gz');
  const owner = ['--owner=0', '--group=0', '--numeric-owner', `--transform=s,^\\.,${name},`];
  execFileSync('tar', [...owner, '-czf', file, '-C', folder, '.']);
  return file;
}

/** Packs it as a Debian package with dpkg-deb. `compression` is dpkg-deb's (`none` for tests). Returns the file. */
export function makeDeb({ out = distRoot, arch = process.arch, compression = 'gzip', lean = false } = {}) {
  const tree = path.join(out, '.deb');
  const app = path.join(tree, 'opt', 'NeuralStream');
  rmSync(tree, { recursive: true, force: true });
  linkTree(packagePlaces(distRoot, 'linux', arch).folder, app);
  ownSandbox(app);
  writeShared(tree);
  writeControl(tree, architectures[arch], kilobytesOf(app));
  const file = path.join(out, archiveNames({ lean, arch }).deb);
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

/** Debian takes 0.2.0-rc.1 for a later one than 0.2.0; a tilde comes before everything. */
export function debianVersion(of) {
  return of.replace('-', '~');
}

function writeControl(tree, architecture, installedKilobytes) {
  const { depends, recommends } = builderYaml().deb;
  const control = [
    'Package: neuralstream',
    `Version: ${debianVersion(version)}`,
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
