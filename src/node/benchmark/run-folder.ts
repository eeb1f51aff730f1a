import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { quoteName } from '../../core/text/quote';
import type { BenchmarkManifest } from '../../core/benchmark/manifest';
import type { TraceOutcome } from '../../core/benchmark/played';
import type { BenchmarkReport } from '../../core/benchmark/report';
import { benchmarkManifestSchema, benchmarkRunSchema, type BenchmarkRun } from '../../shared/benchmark';
import { benchmarkReportSchema } from '../../shared/benchmark-report';
import { parseJsonFile, type JsonFileOptions } from '../json-store';
import { foreignLines } from '../platform/foreign-lines';
import { updateJson } from '../platform/update-json';
import { parseOutcome } from './outcome-lines';
import { writeJsonFile } from '../platform/checksum';

/** Why nothing of a benchmark under way is removed or restored. */
export const isBeingPlayed = 'this benchmark is running; cancel it first';

/** What lies where in a benchmark's folder. */
export function runFiles(folder: string) {
  return {
    /** BenchmarkRun: what the history lists. */
    run: join(folder, 'run.json'),
    manifest: join(folder, 'manifest.json'),
    /** One TraceOutcome a line, in the order in which they were played. */
    sessions: join(folder, 'sessions.jsonl'),
    /** Of what was played when the run last ended. */
    report: join(folder, 'report.json'),
  };
}

/** @throws Error, a sentence naming the file and what in it is not as expected; so do the two below. */
export async function readRun(folder: string, options?: JsonFileOptions): Promise<BenchmarkRun> {
  return parseJsonFile(present(folder, runFiles(folder).run), benchmarkRunSchema, 'benchmark', options);
}

export function writeRun(folder: string, run: BenchmarkRun): Promise<void> {
  return writeJsonFile(runFiles(folder).run, run, 'benchmark');
}

/** Changes the record of a run, which the process that plays, the window and a command may change at the same time. */
export function changeRun(
  folder: string,
  change: (run: BenchmarkRun) => BenchmarkRun,
): Promise<BenchmarkRun> {
  return updateJson(runFiles(folder).run, () => readRun(folder), change);
}

export async function readManifest(folder: string): Promise<BenchmarkManifest> {
  const file = present(folder, runFiles(folder).manifest);
  return parseJsonFile(file, benchmarkManifestSchema, 'benchmark manifest');
}

export function readReport(folder: string): Promise<BenchmarkReport> {
  return parseJsonFile(runFiles(folder).report, benchmarkReportSchema, 'benchmark report');
}

/** Everything played so far, each trace of a cell once; a line that a kill cut off is passed over. Reads in pieces, so that others get their turn. */
export async function readOutcomes(folder: string, manifest: BenchmarkManifest): Promise<TraceOutcome[]> {
  const { sessions } = runFiles(folder);
  if (!existsSync(sessions)) return [];
  const outcomes = new Map<string, TraceOutcome>();
  for await (const line of foreignLines(sessions, 'record of a benchmark')) {
    const outcome = parseOutcome(line, manifest);
    if (outcome !== null) outcomes.set(`${outcome.cell} ${outcome.trace}`, outcome);
  }
  return [...outcomes.values()];
}

function present(folder: string, file: string): string {
  if (existsSync(file)) return file;
  throw new Error(`${quoteName(folder)} holds no benchmark: there is no ${basename(file)} in it`);
}
