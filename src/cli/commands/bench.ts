import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import type { BenchmarkResult } from '../../core/benchmark/benchmark';
import { sessionsCsv } from '../../core/benchmark/csv';
import { benchmarkPage } from '../../core/benchmark/page';
import { runBenchmark } from '../../node/benchmark/run';
import { readTraces } from '../../node/trace-files';
import { UsageError, type Arguments } from '../arguments';
import { builtScript } from '../built-script';
import { defineCommand } from '../command';
import * as shared from '../options';
import { jsonText, progressBar, table } from '../terminal';
import { tracePaths } from '../trace-paths';

export const bench = defineCommand({
  name: 'bench',
  does: 'Plays every algorithm over every trace and compares their quality of experience.',
  options: {
    ...shared.videoOptions,
    traces: { value: 'DIR', help: 'folders or files of traces, or set:NAME', required: true, many: true },
    algorithms: { value: 'IDS', help: `with commas: ${shared.algorithmIds}`, required: true },
    qoe: shared.qoeOption,
    ...shared.playerOptions,
    format: shared.formatOption,
    jobs: { value: 'N', help: 'worker threads; the figures do not depend on it (default: one a core)' },
    json: shared.jsonOption,
    csv: { value: 'FILE', help: 'one row a session (algorithm and trace)' },
    html: { value: 'FILE', help: 'a report in one file' },
    'per-chunk': { value: 'DIR', help: 'logs in the published column format, one folder an algorithm' },
  },
  async run(args, context) {
    const { terminal } = context;
    const algorithms = shared.algorithmsOf(args);
    const { player, playerOptions } = shared.playerOf(args);
    const perChunkFolder = args.optional('per-chunk') ?? undefined;
    if (perChunkFolder !== undefined && player !== 'pensieve') {
      throw new UsageError('--per-chunk: the published format belongs to --player pensieve');
    }
    const qoe = shared.qoeOf(args);
    const jobs = args.number('jobs', { least: 1, most: 256, whole: true }) ?? cpus().length;
    const setup = { video: shared.videoOf(args), algorithms, qoe, player, playerOptions, perChunkFolder };
    shared.qoeFor(args, setup.video);
    const traces = readTraces(tracePaths(args.all('traces')), args.optional('format') ?? undefined);
    const bar = progressBar(terminal);
    const onProgress = (played: number, all: number): void =>
      bar.show(played / all, `${played} of ${all} traces`);
    const files = { workerFile: builtScript('benchmark-worker.cjs'), signal: context.signal, onProgress };
    const run = runBenchmark({ ...setup, ...files, traces, jobs });
    const { result, sessions } = await run.finally(() => bar.end());
    write(args, 'csv', () => sessionsCsv(sessions));
    write(args, 'html', () =>
      benchmarkPage({ ...setup, video: setup.video.name, traces: traces.length, result }),
    );
    terminal.out(args.has('json') ? jsonText(result) : resultTable(result));
  },
});

/** The folder is made when it is missing: a long run should not end without its report. */
function write(args: Arguments<'csv' | 'html'>, name: 'csv' | 'html', text: () => string): void {
  const path = args.optional(name);
  if (path === null) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text());
}

function resultTable({ qoe, chunksPerSecond, algorithms }: BenchmarkResult): string {
  const header = ['algorithm', 'QoE', '95 % from', 'to', 'kbps', 'stall s', 'change kbps', 'us p50', 'p99'];
  const rows = [...algorithms]
    .sort((a, b) => b.meanQoe - a.meanQoe)
    .map((one) => [
      one.id,
      one.meanQoe.toFixed(4),
      ...one.ci95.map((value) => value.toFixed(4)),
      one.meanBitrateKbps.toFixed(1),
      one.rebufferSecondsPerChunk.toFixed(5),
      one.changeKbpsPerChunk.toFixed(1),
      one.decisionMicrosecondsP50?.toFixed(1) ?? '-',
      one.decisionMicrosecondsP99?.toFixed(1) ?? '-',
    ]);
  const speed = `QoE ${qoe}, means per chunk without chunk 0; ${Math.round(chunksPerSecond)} chunks a second\n`;
  return `${table([header, ...rows])}\n${speed}`;
}
