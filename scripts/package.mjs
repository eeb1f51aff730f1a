import path from 'node:path';
import { buildIfStale } from './build.mjs';
import { buildFolder } from './package/build.mjs';
import { alone } from './setup/lock.mjs';
import { root } from './setup/places.mjs';

/** `npm run package`: the unpacked application in dist/. */
async function main() {
  await buildIfStale();
  const folder = await alone('package', buildFolder);
  process.stdout.write(`${path.relative(root, folder)}\n`);
}

await main().catch((error) => {
  process.stderr.write(`package: ${error.message}\n`);
  process.exitCode = 1;
});
