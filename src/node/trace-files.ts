import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Trace } from '../core/trace/bandwidth';
import { detectFormat, parseTraces } from '../core/trace/parse/detect';
import { fileFault } from './files';
import { fileLines } from './text-lines';

/**
 * The traces of a file, its format found out unless it is named.
 * @throws Error naming file, line, what was expected and what stood there.
 */
export function readTraceFile(path: string, formatId?: string): Trace[] {
  return parseTraces(basename(path), () => fileLines(path), formatId);
}

/** The id of a file's format. @throws Error when no format looks like it. */
export function detectFileFormat(path: string): string {
  return detectFormat({ name: basename(path), lines: fileLines(path) }).id;
}

/**
 * The traces of files and folders, in the order given and by name within a folder; hidden files, read-mes and index
 * files are passed over.
 * @throws Error when nothing is found or a file is no trace.
 */
export function readTraces(paths: readonly string[], formatId?: string): Trace[] {
  return traceFiles(paths).flatMap((path) => readTraceFile(path, formatId));
}

/** The files that readTraces reads. */
export function traceFiles(paths: readonly string[]): string[] {
  const files = paths.flatMap(filesOf);
  if (files.length === 0) throw new Error(`no traces in ${paths.join(', ')}`);
  return files;
}

function filesOf(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const entries = readdirSync(path, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && !isAside(entry.name)).map(({ name }) => name);
    return names.sort().map((name) => join(path, name));
  } catch (error) {
    throw new Error(`${path} cannot be read: ${fileFault(error)}`, { cause: error });
  }
}

function isAside(name: string): boolean {
  return name.startsWith('.') || /^(readme|index\.json|license)/i.test(name);
}
