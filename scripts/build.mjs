import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { electronViteEnv, runTool } from './launch.mjs';
import { alone } from './setup/lock.mjs';
import { root } from './setup/places.mjs';

const sources = [
  'src',
  'tools',
  'resources',
  'electron.vite.config.ts',
  'vite.page.config.ts',
  'svelte.config.js',
  'package.json',
  'package-lock.json',
];
const results = [
  'out/main/main.cjs',
  'out/main/cli.cjs',
  'out/renderer/index.html',
  'out/page/index.html',
  'out/web/rules/dashjs.mjs',
];

/** Builds the application when a result is missing or older than a source. Says so on stderr only. */
export async function buildIfStale() {
  if (stale()) await alone('build', async () => (stale() ? build() : undefined));
}

/** True when a result is missing or older than the newest source; a removed source counts through its folder. */
export function stale(folder = root) {
  const oldest = Math.min(...results.map((file) => modified(path.join(folder, file)) ?? -Infinity));
  return oldest < Math.max(...sources.map((name) => newest(path.join(folder, name))));
}

/** Builds the application with electron-vite and the service's page with Vite; output is shown only when one fails. */
export async function build() {
  const begun = new Date();
  process.stderr.write('building NeuralStream ...\n');
  const runs = [
    await quietly('electron-vite/bin/electron-vite.js', ['build'], electronViteEnv()),
    await quietly('vite/bin/vite.js', ['build', '--config', 'vite.page.config.ts'], {}),
  ];
  // Loaded now: this file is also read before the packages are there.
  if (runs.every(({ code }) => code === 0)) (await import('./licences.mjs')).writeLicences();
  const missing = results.filter((file) => !existsSync(path.join(root, file)));
  if (runs.some(({ code }) => code !== 0) || missing.length > 0) {
    process.stderr.write(runs.map(({ output }) => output).join(''));
    throw new Error(`the build failed${missing.length > 0 ? `; not made: ${missing.join(', ')}` : ''}`);
  }
  // A source that was changed while the build ran must count as newer than its results.
  for (const file of results) utimesSync(path.join(root, file), begun, begun);
  process.stderr.write(`built in ${((Date.now() - begun.getTime()) / 1000).toFixed(1)} s\n`);
}

/** Runs a build tool to its end. */
async function quietly(tool, args, env) {
  const { child, ended } = runTool(tool, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  return { code: await ended, output };
}

function newest(file) {
  const time = modified(file);
  if (time === null) return -Infinity;
  if (!statSync(file).isDirectory()) return time;
  return Math.max(time, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
}
