import { quoteNames } from '../../core/text/quote';
import { basename, parse } from 'node:path';
import { originalName } from '../../core/trace/clip';
import { detectFileFormat, readTraceFile } from '../trace-files';
import { findFiles, type FoundFile } from './find-files';
import type { WorkReport } from './report';
import type { SetMember } from './member';
import { sentenceOf } from '../platform/sentence';

/**
 * Reads every trace of files and folders and gives each to `take`. A file that is no trace is passed over and told with
 * its sentence. @throws Error when there is no file at all.
 */
export async function importFiles(
  paths: readonly string[],
  report: WorkReport,
  take: (member: SetMember) => void,
): Promise<void> {
  const files = [...findFiles(paths, (skipped) => report.skip(skipped))];
  if (files.length === 0 && report.skippedCount === 0) throw new Error(`no files in ${quoteNames(paths)}`);
  report.all = files.length;
  for (const file of files) {
    try {
      for (const member of readMembers(file)) {
        take(member);
        report.traces++;
      }
    } catch (error) {
      report.skip({ name: file.name, problem: sentenceOf(error) });
    }
    await report.step();
  }
}

/** What a set is called that is made of these. */
export function importName(paths: readonly string[]): string {
  const first = parse(paths[0]).name || basename(paths[0]) || paths[0];
  return paths.length === 1 ? first : `${first} and ${paths.length - 1} more`;
}

/**
 * Each trace of a file is an original of its own; the file's name (below what was dropped) tells them apart. Pieces that
 * were cut and exported before still belong together.
 */
function readMembers({ path, name }: FoundFile): SetMember[] {
  const format = detectFileFormat(path);
  const traces = readTraceFile(path, format);
  return traces.map((trace) => ({
    trace,
    format,
    group: originalName(traces.length === 1 ? name : `${name}#${trace.name}`),
  }));
}
