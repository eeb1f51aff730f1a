import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { follow, runTool } from './launch.mjs';
import { spawn } from 'node:child_process';
import { noteGreen } from './release/green.mjs';
import { root } from './setup/places.mjs';
import { lastLine, stepCounts, totalCounts } from './test-counts.mjs';

const reports = path.join(root, 'out', 'test');
const own = (script, args) => ({ start: () => node(path.join('scripts', script), args) });
const tool = (file, args) => ({ start: () => runTool(file, args, quiet) });
const quiet = { stdio: ['ignore', 'inherit', 'inherit'] };

const steps = [
  { name: 'format', ...tool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']) },
  { name: 'lint', ...tool('eslint/bin/eslint.js', ['--max-warnings', '0', '.']) },
  { name: 'types', ...own('types.mjs', []) },
  { name: 'unit', isVitest: true, ...tool('vitest/vitest.mjs', ['run', ...reporters('unit')]) },
  { name: 'build', ...own('build-now.mjs', []) },
  { name: 'e2e', isVitest: true, ...own('e2e.mjs', reporters('e2e')) },
  { name: 'package', ...own('package.mjs', ['--dir']) },
  // The packaged job moves and starts the application the Linux way; elsewhere it is packaged only.
  ...(process.platform === 'linux'
    ? [{ name: 'packaged', isVitest: true, ...own('packaged.mjs', reporters('packaged')) }]
    : []),
];

function reporters(name) {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${path.join(reports, `${name}.json`)}`];
}

function node(script, args) {
  return follow(spawn(process.execPath, [script, ...args], { cwd: root, ...quiet }));
}

async function runStep({ name, isVitest = false, start }) {
  process.stdout.write(`\n=== ${name} ===\n`);
  const begun = Date.now();
  const seconds = () => (Date.now() - begun) / 1000;
  const heartbeat = setInterval(
    () => process.stdout.write(`... ${name}: ${seconds().toFixed(0)} s\n`),
    30_000,
  );
  const exitCode = await start().ended.finally(() => clearInterval(heartbeat));
  const report = isVitest ? readReport(path.join(reports, `${name}.json`)) : null;
  return { name, seconds: seconds(), ...stepCounts({ exitCode, report, isVitest }) };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null; // vitest ended before it wrote one; that counts as a failure
  }
}

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const results = [];
for (const step of steps) results.push(await runStep(step));
process.stdout.write('\nstep      seconds  passed  failed  skipped\n');
for (const { name, seconds, passed, failed, skipped } of results) {
  const cells = [
    seconds.toFixed(1).padStart(9),
    ...[passed, failed, skipped].map((count) => String(count).padStart(7)),
  ];
  process.stdout.write(`${name.padEnd(8)} ${cells.join(' ')}\n`);
}
const total = totalCounts(results);
process.stdout.write(`\n${lastLine(total)}\n`);
if (total.failed === 0 && total.passed > 0) noteGreen(root);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
