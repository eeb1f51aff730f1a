#!/usr/bin/env node
import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildIfStale } from '../scripts/build.mjs';
import { follow } from '../scripts/launch.mjs';
import { fatalParts, setup } from '../scripts/setup.mjs';
import { root } from '../scripts/setup/places.mjs';

try {
  const fatal = fatalParts(await setup());
  if (fatal.length > 0) throw new Error(`the set-up could not provide ${fatal.join(', ')}`);
  await buildIfStale();
  const cli = path.join(root, 'out', 'main', 'cli.cjs');
  process.exitCode = await follow(
    spawn(process.execPath, [cli, ...process.argv.slice(2)], { stdio: 'inherit' }),
  ).ended;
} catch (error) {
  process.stderr.write(`neuralstream: ${error.message}\n`);
  process.exitCode = 1;
}
