import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { firstCell } from '../../core/benchmark/benchmark';
import { cellsOf } from '../../core/benchmark/plan';
import { reportFigures } from '../../core/benchmark/report-figures';
import { applicationVersion } from '../../node/application-version';
import { exportKinds, exportText, writeExport } from '../../node/benchmark/export';
import { runInFolder, type FolderRunOptions, type FolderRunResult } from '../../node/benchmark/folder-run';
import { readManifestFile } from '../../node/benchmark/manifest-file';
import { runInMemory } from '../../node/benchmark/memory-run';
import { projectResources } from '../../node/models';
import { sourceCommit } from '../../node/source-commit';
import { UsageError, type Arguments } from '../arguments';
import { planOf, planOptions, relocated } from '../benchmark-plan';
import { benchmarkProgress, skippedText, tablesText } from '../benchmark-text';
import { builtScript } from '../built-script';
import { defineCommand } from '../command';
import * as shared from '../options';
import { jsonText } from '../terminal';

const options = {
  ...planOptions,
  jobs: { value: 'N', help: 'worker threads; the figures do not depend on it (default: one a core)' },
  out: { value: 'DIR', help: "the run's folder: manifest, every session, report; it can be gone on with" },
  resume: { help: 'go on with the run in --out that was stopped or cut off' },
  manifest: {
    value: 'FILE',
    help: 'run the plan of a manifest.json or of an HTML report again, over the same data or not at all',
  },
  json: shared.jsonOption,
  csv: { value: 'FILE', help: 'one row a session (algorithm and trace)' },
  html: { value: 'FILE', help: 'a report in one file' },
  svg: { value: 'DIR', help: 'each figure of the report as a file' },
  'per-chunk': { value: 'DIR', help: 'logs in the published column format, one folder an algorithm' },
} as const;
type BenchArguments = Arguments<keyof typeof options>;

export const bench = defineCommand({
  name: 'bench',
  does: 'Plays every algorithm over every trace and compares their quality of experience.',
  options,
  async run(args, { terminal, signal }) {
    const setting = settingOf(args);
    const work = await workOf(args);
    if (setting.perChunkFolder !== undefined) checkPerChunk(work);
    const progress = benchmarkProgress(terminal);
    const begun = performance.now();
    const ran = await run(work, { ...setting, signal, onEvent: progress.onEvent }).finally(() =>
      progress.end(),
    );
    const seconds = (performance.now() - begun) / 1000;
    const { report, outcomes, state } = ran;
    if (state === 'finished' && report.played === 0 && report.skipped.length > 0)
      throw new Error(report.skipped[0].problem);
    await write(args, ran);
    terminal.err(skippedText(report));
    if (state === 'stopped') {
      terminal.err(`stopped after ${report.played} of ${report.planned} traces; --resume goes on\n`);
    }
    const result = firstCell(report, outcomes, seconds);
    terminal.out(
      args.has('json') ? jsonText({ ...result, report }) : tablesText(report, result.chunksPerSecond),
    );
    return state === 'stopped' ? 1 : 0;
  },
});

async function workOf(args: BenchArguments): Promise<FolderRunOptions['work']> {
  const file = args.optional('manifest');
  if (args.has('resume')) return { type: 'resume' };
  if (file !== null) return { type: 'manifest', manifest: relocated(await readManifestFile(file), args) };
  return { type: 'plan', plan: planOf(args) };
}

/** Logs of two cells would have the same names. */
function checkPerChunk(work: FolderRunOptions['work']): void {
  if (work.type === 'resume') throw new UsageError('--per-chunk: a run that goes on writes no logs');
  const cells = cellsOf(work.type === 'plan' ? work.plan : work.manifest.plan).length;
  if (cells > 1) {
    throw new UsageError(
      `--per-chunk: expected one video, trace set, measure and player, got ${cells} tables`,
    );
  }
}

/** Everything but the plan. */
function settingOf(args: BenchArguments) {
  const perChunkFolder = args.optional('per-chunk') ?? undefined;
  if (perChunkFolder !== undefined && args.text('player') !== 'pensieve') {
    throw new UsageError('--per-chunk: the published format belongs to --player pensieve');
  }
  const out = args.optional('out');
  return {
    folder: out === null ? null : resolve(out),
    threads: args.number('jobs', { least: 1, most: 256, whole: true }) ?? cpus().length,
    maker: { application: applicationVersion, commit: sourceCommit(), resources: projectResources() },
    workerFile: builtScript('benchmark-worker.cjs'),
    perChunkFolder,
  };
}

function run(
  work: FolderRunOptions['work'],
  { folder, ...options }: Omit<FolderRunOptions, 'work' | 'folder'> & { readonly folder: string | null },
): Promise<FolderRunResult> {
  if (folder !== null) return runInFolder({ ...options, work, folder });
  if (work.type === 'resume') throw new UsageError('--resume: --out is missing');
  return runInMemory({ ...options, work });
}

async function write(args: BenchArguments, ran: FolderRunResult): Promise<void> {
  for (const kind of exportKinds) {
    const file = kind === 'csv' || kind === 'html' ? args.optional(kind) : null;
    if (file !== null) await writeExport(file, exportText(ran, kind));
  }
  const folder = args.optional('svg');
  if (folder === null) return;
  for (const { name, svg } of reportFigures(ran.manifest, ran.report, ran.outcomes)) {
    await writeExport(join(folder, `${name}.svg`), svg);
  }
}
