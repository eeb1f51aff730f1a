import { buildIfStale } from './build.mjs';
import { electronPart, runTool, withDisplay } from './launch.mjs';

try {
  const { executable } = electronPart();
  await buildIfStale();
  const args = ['run', '--config', 'vitest.e2e.config.ts', ...process.argv.slice(2)];
  process.exitCode = await withDisplay(
    (display) =>
      runTool('vitest/vitest.mjs', args, { env: { ...display, NEURALSTREAM_ELECTRON: executable } }).ended,
  );
} catch (error) {
  process.stderr.write(`e2e: ${error.message}\n`);
  process.exitCode = 1;
}
