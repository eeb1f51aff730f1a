import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sessionsCsv } from '../../core/benchmark/csv';
import type { BenchmarkManifest } from '../../core/benchmark/manifest';
import type { TraceOutcome } from '../../core/benchmark/played';
import { makeReport, type BenchmarkReport } from '../../core/benchmark/report';
import { reportPage } from '../../core/benchmark/report-page';
import { base64Sha256 } from './hashes';
import { writeAtomic } from '../files';
import { readManifest, readOutcomes, readRun } from './run-folder';

/** What a benchmark can be written as: a row a session, the report, one page, and what is needed to run it again. */
export const exportKinds = ['csv', 'json', 'html', 'manifest'] as const;
export type ExportKind = (typeof exportKinds)[number];

export interface Exported {
  readonly manifest: BenchmarkManifest;
  readonly outcomes: readonly TraceOutcome[];
  readonly report: BenchmarkReport;
}

/** The text of a file. */
export function exportText({ manifest, outcomes, report }: Exported, what: ExportKind): string {
  switch (what) {
    case 'csv':
      return sessionsCsv(manifest, outcomes);
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'html':
      return reportPage({ manifest, report, outcomes, hashOf: base64Sha256 });
    case 'manifest':
      return `${JSON.stringify(manifest, null, 2)}\n`;
  }
  return what satisfies never;
}

/** Writes a file of what a benchmark's folder holds, under the name that the user gave it. */
export async function exportRun(folder: string, what: ExportKind, file: string): Promise<void> {
  const manifest = await readManifest(folder);
  const outcomes = await readOutcomes(folder, manifest);
  const report = { ...makeReport(manifest, outcomes), name: (await readRun(folder)).name };
  await writeExport(file, exportText({ manifest, outcomes, report }, what));
}

/** The folder is made when it is missing: a long run should not end without its report. */
export async function writeExport(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeAtomic(file, text);
}
