import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Trace } from '../core/trace/bandwidth';
import { detectFormat, parseTraces } from '../core/trace/parse/detect';
import type { TraceWriter } from '../core/trace/write/writers';
import { fileFault } from './files';
import { fileName } from './text-files';
import { fileLines } from './text-lines';
import { isSetFolder, setMembers } from './traces/set-folder';

/**
 * The traces of a file, its format found out unless it is named; of a set's folder: all of it.
 * @throws Error naming file, line, what was expected and what stood there.
 */
export function readTraceFile(path: string, formatId?: string): Trace[] {
  if (isSetFolder(path)) return Array.from(setMembers(path), ({ trace }) => trace);
  return parseTraces(basename(path), () => fileLines(path), formatId);
}

/** The id of a file's format. @throws Error when no format looks like it. */
export function detectFileFormat(path: string): string {
  if (isSetFolder(path)) return 'neuralstream';
  return detectFormat({ name: basename(path), lines: fileLines(path) }).id;
}

/**
 * The traces of files, folders and sets, in the order given and by name within a folder; hidden files, read-mes and
 * index files are passed over.
 * @throws Error when nothing is found or a file is no trace.
 */
export function readTraces(paths: readonly string[], formatId?: string): Trace[] {
  return traceFiles(paths).flatMap((path) => readTraceFile(path, formatId));
}

/** The files (and folders of sets) that readTraces reads. */
export function traceFiles(paths: readonly string[]): string[] {
  const files = paths.flatMap(filesOf);
  if (files.length === 0) throw new Error(`no traces in ${paths.join(', ')}`);
  return files;
}

/** The name of the file that holds one trace in a writer's format. */
export function traceFileName({ name }: Trace, { extension }: TraceWriter): string {
  return fileName(name.replace(/\.[a-z]{1,5}$/i, '')) + extension;
}

/** Whether a file in a folder of traces is none by its name: hidden, a read-me, an index or a licence. */
export function isAside(name: string): boolean {
  return name.startsWith('.') || /^(readme|index\.json|license)/i.test(name);
}

function filesOf(path: string): string[] {
  try {
    if (!statSync(path).isDirectory() || isSetFolder(path)) return [path];
    const entries = readdirSync(path, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && !isAside(entry.name)).map(({ name }) => name);
    return names.sort().map((name) => join(path, name));
  } catch (error) {
    throw new Error(`${path} cannot be read: ${fileFault(error)}`, { cause: error });
  }
}
