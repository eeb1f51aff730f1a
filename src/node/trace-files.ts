import { quoteNames, shownName } from '../core/text/quote';
import { readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Trace } from '../core/trace/bandwidth';
import { detectFormat, parseTraces } from '../core/trace/parse/detect';
import type { TraceWriter } from '../core/trace/write/writers';
import { fileFault } from './files';
import { checksumFault, isWhole } from './platform/checksum';
import { fileName } from './text-files';
import { fileLines } from './text-lines';
import { isSetFolder, setMembers } from './traces/set-folder';

const ownFormat = 'neuralstream';

export interface TraceFileOptions {
  /** Whether a checksum that differs is an error; a file without one never is. */
  readonly checksum?: 'required' | 'ignored';
}

/**
 * The traces of a file, its format found out unless it is named; of a set's folder: all of it.
 * @throws Error naming file, line, what was expected and what stood there, or that the file was damaged.
 */
export function readTraceFile(
  path: string,
  formatId?: string,
  { checksum = 'required' }: TraceFileOptions = {},
): Trace[] {
  if (isSetFolder(path)) return Array.from(setMembers(path), ({ trace }) => trace);
  const traces = parseTraces(basename(path), () => fileLines(path), formatId);
  if (checksum === 'required' && isOwnFile(path, formatId)) checkOwnFile(path);
  return traces;
}

function isOwnFile(path: string, formatId?: string): boolean {
  if (extname(path).toLowerCase() !== '.json') return false;
  return (formatId ?? detectFileFormat(path)) === ownFormat;
}

/** A trace as the application keeps it holds a checksum of its own. */
function checkOwnFile(path: string): void {
  const found: unknown = JSON.parse([...fileLines(path)].join('\n'));
  if (!isWhole(found)) throw new Error(`${basename(path)}: ${checksumFault}`);
}

/** The id of a file's format. @throws Error when no format looks like it. */
export function detectFileFormat(path: string): string {
  if (isSetFolder(path)) return ownFormat;
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
  if (files.length === 0) throw new Error(`no traces in ${quoteNames(paths)}`);
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
    throw new Error(`${shownName(path)} cannot be read: ${fileFault(error)}`, { cause: error });
  }
}
