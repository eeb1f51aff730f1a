import { quote } from '../../text/quote';
import { toNumber } from '../../text/number';

/** A trace file to read: its name as messages show it, and its lines, which may be drawn from a stream. */
export interface TraceInput {
  readonly name: string;
  readonly lines: Iterable<string>;
}

/** A line that says something, trimmed, with its number in the file (from 1). */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** A text held in memory as input. */
export function textInput(name: string, text: string): TraceInput {
  return { name, lines: linesOf(text) };
}

/** The lines that are neither empty nor a comment (`#`), with their numbers. */
export function* numberedLines({ lines }: TraceInput): Generator<Line> {
  let number = 0;
  for (const line of lines) {
    number += 1;
    const text = (number === 1 ? line.replace(/^\uFEFF/, '') : line).trim();
    if (text !== '' && !text.startsWith('#')) yield { number, text };
  }
}

/** What is wrong with a file: its name, the line, what was expected and what stood there. */
export function badLine(file: string, line: number, expected: string, found: string): Error {
  return new Error(`${file}:${line}: expected ${expected}, got ${quote(found)}`);
}

/** A file that says nothing. */
export function emptyFile(file: string, expected: string): Error {
  return new Error(`${file}: expected ${expected}, got none`);
}

/** A number >= 0 of a line. @throws Error naming file, line and what stood there. */
export function atLeastZero(file: string, line: number, what: string, text: string): number {
  const value = toNumber(text);
  if (!(value >= 0 && value < Infinity)) throw badLine(file, line, `${what} >= 0`, text);
  return value;
}

/** The lines of a text, one by one. */
export function* linesOf(text: string): Generator<string> {
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    yield text.slice(start, end);
    start = end + 1;
  }
  if (start < text.length) yield text.slice(start);
}

const wholeTextLimit = 64 * 1024 * 1024;

/** All lines of a file that cannot be read line by line. @throws Error when it is larger than 64 MB. */
export function wholeText({ name, lines }: TraceInput): string {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > wholeTextLimit) throw new Error(`${name}: expected at most 64 MB of JSON, got more`);
    kept.push(line);
  }
  return kept.join('\n');
}
