import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.mjs';
import { demoTable, parseDemoArgs, sessionProblems } from './demo-session.mjs';
import { launchApp, withDisplay } from './launch.mjs';
import { root } from './setup/places.mjs';

const folder = path.join(root, 'out', 'demo');
const made = ['session.json', 'report.html', 'screenshot.png'];

/** Does the main job without hands in the real Electron; resolves with the exit code. */
export async function runDemo(words) {
  const { file, seconds } = parseDemoArgs(words);
  if (file !== null && !existsSync(path.resolve(file))) throw new Error(`${file}: there is no such file`);
  await buildIfStale();
  mkdirSync(folder, { recursive: true });
  for (const name of made) rmSync(path.join(folder, name), { force: true });
  const args = [
    // A profile of its own: a window that is open already would take the demo's place as the single instance.
    `--user-data-dir=${path.join(folder, 'profile')}`,
    `--demo=${folder}`,
    `--demo-seconds=${seconds}`,
    ...(file === null ? [] : [path.resolve(file)]),
  ];
  const code = await withDisplay((env) => runWhileHeard(args, env, 180 + 3 * seconds));
  return report(code);
}

/** Runs the app until it ends by itself; one that says nothing for too long is stopped. */
async function runWhileHeard(args, env, silentSeconds) {
  let heardAt = Date.now();
  const onOutput = (data) => {
    heardAt = Date.now();
    process.stdout.write(data);
  };
  const { child, ended } = launchApp(args, { env, onOutput });
  let silent = false;
  const timer = setInterval(() => {
    silent = Date.now() - heardAt > silentSeconds * 1000;
    if (silent) child.kill('SIGKILL');
  }, 1000);
  const code = await ended.finally(() => clearInterval(timer));
  if (silent) throw new Error(`the app said nothing for ${silentSeconds} s and was stopped`);
  return code;
}

function report(code) {
  const missing = made.filter((name) => !existsSync(path.join(folder, name)));
  const file = path.join(folder, 'session.json');
  const session = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  const problems = [
    ...(code === 0 ? [] : [`the app ended with ${code}`]),
    ...missing.map((name) => `${path.relative(root, path.join(folder, name))} was not written`),
    ...(session === null ? [] : sessionProblems(session)),
  ];
  if (session !== null && Array.isArray(session.players)) process.stdout.write(`\n${demoTable(session)}\n\n`);
  for (const problem of problems) process.stderr.write(`demo: ${problem}\n`);
  if (problems.length === 0)
    process.stdout.write(`${made.map((name) => path.join('out', 'demo', name)).join('  ')}\n`);
  return problems.length === 0 ? 0 : 1;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await runDemo(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`demo: ${error.message}\n`);
    return 1;
  });
}
