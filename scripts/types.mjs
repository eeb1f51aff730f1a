import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { runTool } from './launch.mjs';
import { root } from './setup/places.mjs';

/** The checks of types: the compiler on every layer and on the tests, and svelte-check on those with components. */
function checks() {
  const folders = [...readdirSync(path.join(root, 'src')).map((layer) => `src/${layer}`), 'tests'];
  const projects = folders
    .map((folder) => `${folder}/tsconfig.json`)
    .filter((file) => existsSync(path.join(root, file)));
  const cache = path.join(root, 'node_modules', '.cache', 'tsc');
  mkdirSync(cache, { recursive: true });
  const compiler = projects.map((project) => {
    const info = path.join(cache, `${project.replaceAll('/', '-')}.tsbuildinfo`);
    const args = ['--noEmit', '--incremental', '--tsBuildInfoFile', info, '-p', project];
    return { name: project, file: 'typescript/bin/tsc', args };
  });
  const svelte = ['src/renderer', 'src/page'].map((folder) => ({
    name: `svelte-check ${folder}`,
    file: 'svelte-check/bin/svelte-check',
    args: ['--tsconfig', `${folder}/tsconfig.json`, '--fail-on-warnings', '--output', 'human'],
  }));
  return [...svelte, ...compiler];
}

async function check({ name, file, args }) {
  const begun = Date.now();
  const { child, ended } = runTool(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const code = await ended;
  process.stdout.write(
    `${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)\n`,
  );
  if (code !== 0) process.stdout.write(output);
  return code === 0;
}

async function worker(queue, results) {
  for (let next = queue.shift(); next; next = queue.shift()) results.push(await check(next));
}

const queue = checks();
const results = [];
await Promise.all([worker(queue, results), worker(queue, results)]);
process.exitCode = results.every(Boolean) ? 0 : 1;
