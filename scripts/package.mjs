import path from 'node:path';
import { buildIfStale } from './build.mjs';
import { buildFolder } from './package/build.mjs';
import { alone } from './setup/lock.mjs';
import { root } from './setup/places.mjs';
import { leanWanted } from './setup/state.mjs';

/** `npm run package [-- --lean]`: the unpacked application in dist/; lean leaves native TensorFlow out. */
async function main() {
  await buildIfStale();
  const folder = await alone('package', () => buildFolder({ lean: leanWanted() }));
  process.stdout.write(`${path.relative(root, folder)}\n`);
}

await main().catch((error) => {
  process.stderr.write(`package: ${error.message}\n`);
  process.exitCode = 1;
});
