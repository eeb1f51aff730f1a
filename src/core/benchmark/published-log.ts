import { quote } from '../text/quote';

/** One row of a published per-chunk log (Pensieve's column order). */
export interface LogRow {
  readonly seconds: number;
  readonly kbps: number;
  /** After the download, and after the sleep that a full buffer causes. */
  readonly bufferSeconds: number;
  readonly rebufferSeconds: number;
  readonly bytes: number;
  readonly delayMs: number;
  readonly reward: number;
}

/**
 * Reads `time_s kbps buffer_s rebuffer_s bytes delay_ms [entropy] reward`, separated by tabs or spaces; the entropy
 * column, which some algorithms log, is skipped.
 * @throws Error naming file, line, what was expected and what stood there.
 */
export function parsePublishedLog(name: string, text: string): LogRow[] {
  const rows: LogRow[] = [];
  text.split('\n').forEach((line, i) => {
    if (line.trim() !== '') rows.push(parseRow(`${name}, line ${i + 1}`, line.trim()));
  });
  if (rows.length === 0) throw new Error(`${name}: expected rows of a per-chunk log, got none`);
  return rows;
}

/** Writes rows in the published order, one a line, without the entropy column. */
export function formatPublishedLog(rows: readonly LogRow[]): string {
  const lines = rows.map(({ seconds, kbps, bufferSeconds, rebufferSeconds, bytes, delayMs, reward }) =>
    [seconds, kbps, bufferSeconds, rebufferSeconds, bytes, delayMs, reward].join('\t'),
  );
  return lines.map((line) => `${line}\n`).join('');
}

function parseRow(place: string, line: string): LogRow {
  const fields = line.split(/\s+/);
  const numbers = fields.map(Number);
  if ((fields.length !== 7 && fields.length !== 8) || !numbers.every(Number.isFinite)) {
    throw new Error(`${place}: expected 7 or 8 numbers, got ${quote(line)}`);
  }
  const [seconds, kbps, bufferSeconds, rebufferSeconds, bytes, delayMs] = numbers;
  return {
    seconds,
    kbps,
    bufferSeconds,
    rebufferSeconds,
    bytes,
    delayMs,
    reward: numbers[numbers.length - 1],
  };
}
