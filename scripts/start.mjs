import { buildIfStale } from './build.mjs';
import { runDemo } from './demo.mjs';
import { hasDisplay, launchApp } from './launch.mjs';

try {
  await buildIfStale();
  process.exitCode = hasDisplay() ? await openWindow() : await demoInstead();
} catch (error) {
  process.stderr.write(`start: ${error.message}\n`);
  process.exitCode = 1;
}

function openWindow() {
  return launchApp(process.argv.slice(2)).ended;
}

function demoInstead() {
  process.stdout.write('There is no display here for a window, so the demo is run instead (npm run demo).\n');
  return runDemo(process.argv.slice(2));
}
