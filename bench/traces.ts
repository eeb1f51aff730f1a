import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { synthesize } from '../src/core/trace/synthesize/synthesize';
import { writePensieve } from '../src/core/trace/write/pensieve';
import { readTraces } from '../src/node/trace-files';
import { WorkReport } from '../src/node/traces/report';
import { TraceSets } from '../src/node/traces/trace-sets';
import { carryOut } from '../src/node/traces/work';
import type { TraceWork } from '../src/shared/traces';

/**
 * Importing, listing and reading a set of many traces, each beside a plain read of the same files (readFileSync, one
 * after the other, already in the system's cache) in the same run; the best of several rounds.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '3' },
  },
  allowPositionals: true,
});
const [count, seconds, rounds] = [values.count, values.seconds, values.rounds].map(Number);
const folder = mkdtempSync(join(tmpdir(), 'neuralstream-bench-traces-'));
const files = join(folder, 'files');
const own = join(folder, 'own');
const builtIn = resolve('resources/traces');
const open = (): TraceSets => new TraceSets({ own, builtIn });

async function best(work: () => unknown): Promise<number> {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

function plainRead(): number {
  return readdirSync(files).reduce((sum, name) => sum + readFileSync(join(files, name)).length, 0);
}

async function importAll(): Promise<string> {
  const work: TraceWork = { type: 'import', paths: [files], name: 'Bench', into: null };
  const [id] = await carryOut(work, open(), new WorkReport(() => undefined));
  return id;
}

function bytesOf(path: string): number {
  return readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
}

try {
  mkdirSync(files);
  for (const trace of synthesize('lte', { seed: 1, count, seconds })) {
    writeFileSync(join(files, `${trace.name}.trace`), `${[...writePensieve(trace)].join('\n')}\n`);
  }
  const bytes = plainRead();
  const plainMs = await best(plainRead);
  const importMs = await best(importAll);
  const id = await importAll();
  const listMs = await best(() => open().heads(id));
  const setsMs = await best(() => open().list());
  const readMs = await best(() => readTraces(open().pathsOf(id)).length);
  const row = (what: string, ms: number): void =>
    console.log(
      `  ${what.padEnd(34)} ${ms.toFixed(0).padStart(6)} ms, ${(ms / plainMs).toFixed(2)} of a plain read`,
    );
  console.log(`${count} traces of ${seconds} s in ${count} files of ${(bytes / 1e6).toFixed(1)} MB in all`);
  row('plain read of the files', plainMs);
  row('import (detect, parse, measure, keep)', importMs);
  console.log(`  = ${Math.round((count / importMs) * 1000)} files a second`);
  row('list of all sets', setsMs);
  row(`list of the set's ${count} traces`, listMs);
  row('all of its traces, ready to play', readMs);
  const [setFolder] = open().pathsOf(id);
  console.log(`  the set takes ${(bytesOf(setFolder) / 1e6).toFixed(1)} MB`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
