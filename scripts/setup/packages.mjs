import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';
import { run, say } from './run.mjs';

const part = 'packages';

/** Provides the npm packages of the lock file: all anew in a fresh clone, else only what changed. */
export async function providePackages() {
  const fresh = !existsSync(path.join(root, 'node_modules', '.package-lock.json'));
  const command = fresh ? 'ci' : 'install';
  say(part, `npm ${command}`);
  const settings = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];
  await npm([command, ...settings]).catch((error) => {
    if (!fresh || process.env.CI) throw error;
    say(part, `npm ci failed (${error.message}); trying npm install`);
    return npm(['install', ...settings]);
  });
  const { packages } = JSON.parse(
    readFileSync(path.join(root, 'node_modules', '.package-lock.json'), 'utf8'),
  );
  return { ok: true, version: `${Object.keys(packages).length} packages`, source: `npm ${command}` };
}

function npm(words) {
  const options = {
    cwd: root,
    limitSeconds: 1200,
    stallSeconds: 600,
    progress: () => `npm ${words[0]}`,
    reason: npmReason,
  };
  const { command, args } = npmCommand(words);
  return run(part, command, args, options);
}

/** On Windows npm is a script that only a shell can start; the npm that started us is a plain file for Node. */
export function npmCommand(words) {
  const own = process.env.npm_execpath;
  if (own && /npm-cli\.js$/.test(own)) return { command: process.execPath, args: [own, ...words] };
  if (process.platform !== 'win32') return { command: 'npm', args: words };
  const bundled = path.join(path.dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  return { command: process.execPath, args: [bundled, ...words] };
}

/** The first lines of npm's complaint; its later ones explain npm's own options. */
export function npmReason(output) {
  const lines = output.split('\n').map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim());
  return lines.filter(Boolean).slice(0, 3).join(' | ').slice(0, 400);
}
