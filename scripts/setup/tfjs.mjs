import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fetchWheel, makingFolder, publish, unpackWheel, unreachable } from './download.mjs';
import { wheelsRunHere } from './electron.mjs';
import { linkTree } from './link.mjs';
import { cacheFolder, root } from './places.mjs';
import { findCommand, run, say } from './run.mjs';
import { firstSource } from './sources.mjs';

const part = 'tfjs';
const packageFolder = path.join(root, 'node_modules', '@tensorflow', 'tfjs-node');

/** The lowest N-API version that every Node and Electron we run on has; tfjs-node looks for the addon under its number. */
const napiVersion = 8;

/** The wheel that carries TensorFlow's C library and its headers for Linux on x64. */
export const tensorflowWheel = {
  name: 'tensorflow-cpu',
  version: '2.15.1',
  sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
  python: '311',
  abi: 'cp311',
  platform: 'manylinux2014_x86_64',
};

/** Provides native tfjs: the package's own install script, else the wheel's library with the addon built from source. */
export function provideTfjs(toolsReady) {
  const wheel = `wheel ${tensorflowWheel.name} ${tensorflowWheel.version} + addon from source`;
  return firstSource(part, [
    { name: 'the tfjs-node package', unavailable: officialUnavailable, provide: official },
    { name: wheel, unavailable: wheelUnavailable, provide: () => fromWheel(toolsReady) },
  ]);
}

/** The part that native tfjs is where it is left out. */
export const leanTfjs = {
  ok: true,
  leftOut: true,
  version: 'left out',
  source: 'on purpose: agents are trained on the WASM backend',
};

/** A lean set-up: native tfjs stays away, or goes; training runs on the WASM backend, which is an npm package. */
export function leaveOutTfjs() {
  for (const name of ['deps', 'lib'])
    rmSync(path.join(packageFolder, name), { recursive: true, force: true });
  return leanTfjs;
}

/** What a child process says of tfjs-node: its version when a sum comes out right; rejects when it does not. */
export async function probeTfjs() {
  const program =
    "const util = require('node:util');" +
    'util.isNullOrUndefined ??= (value) => value == null; util.isArray ??= Array.isArray;' +
    "const tf = require('@tensorflow/tfjs-node');" +
    "if (tf.getBackend() !== 'tensorflow' || tf.sum([1, 2, 3]).dataSync()[0] !== 6) process.exit(1);" +
    "console.log('tfjs ' + tf.version['tfjs-core'] + ' / TensorFlow ' + (tf.version.tensorflow ?? tf.backend().binding.TF_Version))";
  const output = await run(part, process.execPath, ['-e', program], {
    cwd: root,
    env: { TF_CPP_MIN_LOG_LEVEL: '2' },
    limitSeconds: 60,
  });
  return /^tfjs (.*)$/m.exec(output)?.[1] ?? 'unknown';
}

function officialUnavailable() {
  const own = ['CDN_STORAGE', 'TFJS_NODE_CDN_STORAGE', 'TFJS_NODE_BASE_URI'].some(
    (name) => process.env[name],
  );
  return own ? '' : unreachable('storage.googleapis.com');
}

async function official() {
  const bin = path.join(root, 'node_modules', '.bin');
  const env = { PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` };
  await run(part, process.execPath, ['scripts/install.js', 'cpu'], {
    cwd: packageFolder,
    env,
    limitSeconds: 900,
  });
  return { ok: true, version: await probeTfjs() };
}

function wheelUnavailable() {
  return wheelsRunHere() ? '' : `there is no such build for ${process.platform} ${process.arch}`;
}

/** True when the built addon and its library are in the cache. */
export function tfjsCached() {
  return existsSync(cachedTfjs());
}

function cachedTfjs() {
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const version = dependencies['@tensorflow/tfjs-node'];
  return path.join(
    cacheFolder(),
    'tfjs',
    `${version}-napi-v${napiVersion}-${tensorflowWheel.sha256.slice(0, 16)}`,
  );
}

async function fromWheel(toolsReady) {
  const cached = cachedTfjs();
  if (!existsSync(cached)) await buildAddon(cached, toolsReady);
  await addLicences(cached);
  linkTree(path.join(cached, 'deps'), path.join(packageFolder, 'deps'));
  linkTree(path.join(cached, 'lib'), path.join(packageFolder, 'lib'));
  return { ok: true, version: await probeTfjs() };
}

/** The library's names in the wheel, and the names under which tfjs-node's own script and the linker look for it. */
const libraries = [
  ['libtensorflow_cc.so.2', ['libtensorflow.so', 'libtensorflow.so.2', 'libtensorflow.so.2.9.1']],
  ['libtensorflow_framework.so.2', ['libtensorflow_framework.so', 'libtensorflow_framework.so.2.9.1']],
];

async function buildAddon(target, toolsReady) {
  const fetched = fetchWheel(part, tensorflowWheel);
  const making = makingFolder('tfjs');
  try {
    const wheel = await fetched;
    const wanted = "n.startswith('tensorflow/include/') or n.startswith('tensorflow/libtensorflow_')";
    await unpackWheel(part, wheel, making, wanted);
    const lib = path.join(making, 'deps', 'lib');
    mkdirSync(lib, { recursive: true });
    for (const [file, names] of libraries) {
      renameSync(path.join(making, 'tensorflow', file), path.join(lib, file));
      for (const name of names) symlinkSync(file, path.join(lib, name));
    }
    await toolsReady;
    await compile(making, path.join(making, 'tensorflow', 'include'), lib);
    rmSync(path.join(making, 'tensorflow'), { recursive: true });
    publish(making, target);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Puts TensorFlow's licence and the notices of what is in it beside the libraries, where its own archive has them. */
async function addLicences(cached) {
  const target = path.join(cached, 'deps');
  if (existsSync(path.join(target, 'LICENSE'))) return;
  const making = makingFolder('tfjs');
  try {
    const wanted = "n.endswith('.dist-info/LICENSE') or n == 'tensorflow/THIRD_PARTY_NOTICES.txt'";
    await unpackWheel(part, await fetchWheel(part, tensorflowWheel), making, wanted);
    const info = readdirSync(making).find((name) => name.endsWith('.dist-info'));
    renameSync(path.join(making, 'tensorflow', 'THIRD_PARTY_NOTICES.txt'), path.join(target, 'NOTICES.txt'));
    renameSync(path.join(making, info, 'LICENSE'), path.join(target, 'LICENSE'));
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** The addon speaks N-API only, so its two files need a compiler and the node-api-headers package, not Node's own headers. */
async function compile(making, include, lib) {
  const compiler = findCommand('g++') ?? findCommand('c++') ?? findCommand('clang++');
  if (!compiler) throw new Error('a C++ compiler (g++) is needed to build the addon and is missing');
  const out = path.join(making, 'lib', `napi-v${napiVersion}`);
  mkdirSync(out, { recursive: true });
  say(part, 'building the addon from its source');
  const headers = path.join(root, 'node_modules', 'node-api-headers', 'include');
  const options = ['-shared', '-fPIC', '-O2', '-std=c++17', '-w', `-DNAPI_VERSION=${napiVersion}`];
  options.push(`-ffile-prefix-map=${root}=.`); // its assertions name the source files: without this machine's folders
  const includes = ['-I', headers, '-I', include, '-I', packageFolder];
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) =>
    path.join(packageFolder, 'binding', name),
  );
  const links = ['-L', lib, '-ltensorflow', '-ltensorflow_framework', '-Wl,-rpath,$ORIGIN/../../deps/lib'];
  const output = path.join(out, 'tfjs_binding.node');
  await run(part, compiler, [...options, ...includes, ...sources, ...links, '-o', output], {
    progress: () => 'compiling',
  });
}
