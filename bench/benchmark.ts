import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { buildIfStale } from '../scripts/build.mjs';
import { Histogram } from '../src/core/stats/histogram';
import type { BenchmarkPlan } from '../src/core/benchmark/plan';
import { makeSessionRunner } from '../src/core/benchmark/session';
import { makeQoe } from '../src/core/qoe/qoe';
import { findPlayerModel } from '../src/core/simulator/registry';
import { synthesize, traceFamilies } from '../src/core/trace/synthesize/synthesize';
import { findWriter } from '../src/core/trace/write/writers';
import { readData } from '../src/node/benchmark/data';
import { runInFolder } from '../src/node/benchmark/folder-run';
import { inlineWholeLoops } from '../src/node/benchmark/inlining';
import { algorithmMaker } from '../src/node/benchmark/play';
import { projectResources } from '../src/node/models';
import { writeLines } from '../src/node/text-files';

/**
 * A whole benchmark as the application and the command run it: 12 algorithms over 1,000 traces of 320 s from files, 48 chunks
 * each, kept in a folder, with its report; and the same sessions in a plain loop on one thread over traces already read.
 */
const traceCount = 1000;
const wantedSeconds = 60;
const algorithms = [
  ...['if-then', 'rate-based', 'buffer-based', 'festive', 'bola-basic', 'bola', 'bola-o', 'bola-e'],
  ...['throughput', 'dynamic', 'dashjs-dynamic', 'ppo'],
];

await buildIfStale();
const root = mkdtempSync(path.join(tmpdir(), 'bench-benchmark-'));
try {
  const plan: BenchmarkPlan = {
    name: 'bench',
    videos: [{ path: null, ladderKbps: [300, 750, 1200, 1850, 2850, 4300], chunkSeconds: 4 }],
    traceSets: [{ name: 'made up', paths: [writeTraces(path.join(root, 'traces'))] }],
    algorithms,
    qoe: ['lin'],
    players: [{ id: 'pensieve', options: {} }],
    baseline: 'rate-based',
    seed: 95,
  };
  const threads = cpus().length;
  const whole = await engine(plan, threads);
  const loop = await plainLoop(plan);
  const sessions = algorithms.length * traceCount;
  console.log(`${algorithms.length} algorithms x ${traceCount} traces x 48 chunks, ${threads} threads`);
  console.log(
    `  benchmark: ${whole.toFixed(1)} s from files to report (${Math.round((sessions * 48) / whole)} chunks a second)`,
  );
  console.log(`  plain loop on one thread, traces in memory, no report: ${loop.toFixed(1)} s`);
  console.log(`  ratio: ${(loop / whole).toFixed(2)}`);
  console.log(`  wanted: under ${wantedSeconds} s: ${whole < wantedSeconds ? 'reached' : 'missed'}`);
  if (whole >= wantedSeconds) process.exitCode = 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}

function writeTraces(folder: string): string {
  mkdirSync(folder);
  const writer = findWriter('pensieve');
  const count = Math.ceil(traceCount / traceFamilies.length);
  const traces = traceFamilies.flatMap(({ id }) => synthesize(id, { seed: 11, count, seconds: 320 }));
  traces.slice(0, traceCount).forEach((trace, i) => {
    writeLines(
      path.join(folder, `trace-${String(i).padStart(4, '0')}${writer.extension}`),
      writer.write(trace),
    );
  });
  return folder;
}

async function engine(plan: BenchmarkPlan, threads: number): Promise<number> {
  const begun = performance.now();
  const { report } = await runInFolder({
    folder: path.join(root, 'run'),
    work: { type: 'plan', plan },
    maker: { application: 'bench', commit: null, resources: projectResources() },
    threads,
    workerFile: path.resolve('out/main/benchmark-worker.cjs'),
    signal: new AbortController().signal,
    onEvent: (event) => {
      if (event.type === 'estimated')
        console.log(`  estimated beforehand: ${event.estimate.seconds.toFixed(1)} s`);
    },
  });
  if (report.played !== traceCount) throw new Error(`expected ${traceCount} traces, played ${report.played}`);
  return (performance.now() - begun) / 1000;
}

async function plainLoop(plan: BenchmarkPlan): Promise<number> {
  const { videos, traceSets } = await readData(plan);
  inlineWholeLoops();
  const [video] = videos;
  const qoe = makeQoe('lin', video.ladderKbps);
  const player = findPlayerModel('pensieve').create();
  const makeAlgorithm = algorithmMaker(projectResources());
  const begun = performance.now();
  for (const trace of traceSets[0].traces) {
    const run = makeSessionRunner(
      { video, qoe, player, makeAlgorithm, nowMs: () => performance.now() },
      trace,
    );
    for (const id of algorithms) run(id, new Histogram());
  }
  return (performance.now() - begun) / 1000;
}
