import path from 'node:path';
import { buildIfStale } from './build.mjs';
import { makeArchives } from './package/archives.mjs';
import { buildFolder } from './package/build.mjs';
import { alone } from './setup/lock.mjs';
import { root } from './setup/places.mjs';
import { leanWanted } from './setup/state.mjs';

/**
 * `npm run package [-- --dir] [-- --lean]`: the unpacked application in dist/, and what users are given of it (`--dir`: the
 * folder alone). Lean leaves native TensorFlow out.
 */
async function main(words) {
  await buildIfStale();
  const made = await alone('package', async () => {
    const lean = leanWanted();
    const folder = await buildFolder({ lean });
    return [folder, ...(words.includes('--dir') ? [] : await makeArchives(folder, { lean }))];
  });
  for (const file of made) process.stdout.write(`${path.relative(root, file)}\n`);
}

await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`package: ${error.message}\n`);
  process.exitCode = 1;
});
