import { quote } from '../../text/quote';
import type { Trace } from '../bandwidth';
import { badLine, emptyFile, linesOf, numberedLines, type TraceInput } from './input';
import { traceFormats, type TraceFormat } from './formats';

/** How many telling lines of a file decide its format. */
export const headLines = 40;

/**
 * The format of a file, by its first lines.
 * @throws Error when no format looks like it.
 */
export function detectFormat({ name, lines }: TraceInput): TraceFormat {
  const head: string[] = [];
  let firstLine = 1;
  for (const { number, text } of numberedLines({ name, lines })) {
    if (head.length === 0) firstLine = number;
    head.push(text);
    if (head.length === headLines) break;
  }
  if (head.length === 0) throw emptyFile(name, 'a trace');
  const format = traceFormats.find(({ looksLike }) => looksLike(head));
  if (format) return format;
  const known = traceFormats.map((candidate) => candidate.name).join(', ');
  throw badLine(name, firstLine, `the first line of a trace (${known})`, head[0]);
}

/** The format of an id. @throws Error naming the unknown id and the known ones. */
export function findFormat(id: string): TraceFormat {
  const format = traceFormats.find((candidate) => candidate.id === id);
  if (format) return format;
  const known = traceFormats.map((candidate) => candidate.id).join(', ');
  throw new Error(`unknown trace format ${quote(id)}; expected one of ${known}`);
}

/**
 * Reads a file of any known format; `lines` is asked twice, once to detect and once to read.
 * @throws Error naming file, line, what was expected and what stood there.
 */
export function parseTraces(name: string, lines: () => Iterable<string>, formatId?: string): Trace[] {
  const format = formatId === undefined ? detectFormat({ name, lines: lines() }) : findFormat(formatId);
  return format.parse({ name, lines: lines() });
}

/** The first trace of a text of any known format. @throws Error as parseTraces does. */
export function parseTrace(text: string, name: string): Trace {
  return parseTraces(name, () => linesOf(text))[0];
}
