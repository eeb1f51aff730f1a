import { runTool, withDisplay } from './launch.mjs';

/** `npm run test:packaged` without the packaging: the end-to-end tests of what stands in dist/. */
const args = ['run', '--config', 'vitest.packaged.config.ts', ...process.argv.slice(2)];
process.exitCode = await withDisplay(
  (display) => runTool('vitest/vitest.mjs', args, { env: display }).ended,
).catch((error) => {
  process.stderr.write(`packaged: ${error.message}\n`);
  return 1;
});
