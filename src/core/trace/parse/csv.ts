import { badLine, emptyFile, numberedLines, type TraceInput } from './input';

/** A row of a CSV file with its line. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/** A CSV file whose first row names the columns; rows are drawn as they are asked for. */
export interface CsvTable {
  /** Names in lower case, runs of other characters as one `_`: `time (ns GMT)` is `time_ns_gmt`. */
  readonly columns: readonly string[];
  readonly headerLine: CsvRow;
  readonly rows: Iterable<CsvRow>;
}

/** @throws Error when there is no header, or, while drawing, when a row is shorter than the header. */
export function readCsv(input: TraceInput): CsvTable {
  const rows = csvRows(input);
  const first = rows.next();
  if (first.done) throw emptyFile(input.name, 'a header that names the columns');
  const headerLine = first.value;
  const columns = headerLine.fields.map(columnName);
  return { columns, headerLine, rows: fullRows(input.name, rows, columns.length) };
}

/** The rows of a CSV file, header or not; the separator is the one of `, ; tab` that the first row uses most. */
export function* csvRows(input: TraceInput): Generator<CsvRow, void> {
  let separator: string | null = null;
  for (const { number, text } of numberedLines(input)) {
    separator ??= separatorOf(text);
    yield { line: number, fields: splitCsv(text, separator) };
  }
}

/** `Time (ms)` -> `time_ms`. */
export function columnName(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

/** A line of the file as fields (RFC 4180): quotes are taken off, and two of them inside quotes are one. */
export function splitCsv(text: string, separator = separatorOf(text)): string[] {
  if (!text.includes('"')) return text.split(separator).map((field) => field.trim());
  const fields = [''];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const last = fields.length - 1;
    if (text[i] === '"' && quoted && text[i + 1] === '"') fields[last] += text[i++];
    else if (text[i] === '"') quoted = !quoted;
    else if (text[i] === separator && !quoted) fields.push('');
    else fields[last] += text[i];
  }
  return fields.map((field) => field.trim());
}

function separatorOf(text: string): string {
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: text.split(mark).length }));
  return counted.reduce((best, candidate) => (candidate.count > best.count ? candidate : best)).mark;
}

function* fullRows(file: string, rows: Iterable<CsvRow>, columns: number): Generator<CsvRow> {
  for (const row of rows) {
    if (row.fields.length < columns) {
      throw badLine(file, row.line, `${columns} columns as in the header`, row.fields.join(','));
    }
    yield row;
  }
}
