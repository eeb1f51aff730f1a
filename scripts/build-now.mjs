import { build } from './build.mjs';
import { alone } from './setup/lock.mjs';

await alone('build', build).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
