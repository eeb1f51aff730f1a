import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { findCommand } from '../setup/run.mjs';

/**
 * Takes the symbol tables out of TensorFlow's libraries, a quarter of them, which only a debugger reads. They are copies
 * by now. Where there is no `strip`, they stay.
 */
export function stripLibraries(resources) {
  const strip = process.platform === 'linux' ? findCommand('strip') : null;
  const folder = path.join(resources, 'app.asar.unpacked/node_modules/@tensorflow/tfjs-node/deps/lib');
  if (!strip) return;
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (lstatSync(file).isFile()) execFileSync(strip, ['--strip-unneeded', file]);
  }
}
