import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { follow } from './launch.mjs';
import { root } from './setup/places.mjs';

const folder = path.join(root, 'bench');

async function bench([name, ...args]) {
  const entry = path.join(folder, `${name}.ts`);
  if (!name || !existsSync(entry))
    throw new Error(`no bench ${name ?? ''}; there are: ${names().join(', ')}`);
  const outDir = path.join(root, 'out', 'bench');
  const { build } = await import('vite');
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: entry,
      target: 'node20',
      outDir,
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: '[name].mjs', chunkFileNames: `${name}-[hash].mjs` } },
    },
  });
  const file = path.join(outDir, `${name}.mjs`);
  return follow(
    spawn(process.execPath, ['--enable-source-maps', file, ...args], { cwd: root, stdio: 'inherit' }),
  ).ended;
}

function names() {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -'.ts'.length));
}

process.exitCode = await bench(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`bench: ${error.message}\n`);
  return 1;
});
