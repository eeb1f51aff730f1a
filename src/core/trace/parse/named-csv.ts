import type { Trace } from '../bandwidth';
import { readCsv, type CsvRow } from './csv';
import { atLeastZero, badLine, type TraceInput } from './input';
import { HeldSamples, TraceParts } from './parts';

/** A column found by its name, and what one unit of it is in seconds or kbps. */
interface NamedColumn {
  readonly index: number;
  readonly name: string;
  readonly factor: number;
}

const timeUnits = new Map([
  ['ns', 1e-9],
  ['us', 1e-6],
  ['ms', 1e-3],
  ['milliseconds', 1e-3],
  ['s', 1],
  ['sec', 1],
  ['seconds', 1],
  ['', 1],
]);
const rateUnits = new Map([
  ['', 1e-3],
  ['k', 1],
  ['m', 1e3],
  ['g', 1e6],
]);
const unitPattern = '(?:^|_)(ns|us|ms|milliseconds|s|sec|seconds|)$';
const timePattern = new RegExp(`^(?:time|timestamp|at|t|)${unitPattern}`);
const durationPattern = new RegExp(`^(?:duration|length)${unitPattern}`);
const latencyPattern = new RegExp(`^(?:latency|rtt|delay)${unitPattern}`);
const ratePattern = /(?:^|_)([kmg]?)(?:bps|bit_s|bits_s|bit_per_second|bits_per_second)$/;

/** Whether these column names say when and how much, in units. */
export function namesATrace(columns: readonly string[]): boolean {
  const { time, duration, rate } = findColumns(columns);
  return rate !== null && (time !== null || duration !== null);
}

/**
 * Reads plain CSV by the names of its columns: a time (`time_s`, `time_ms`, `timestamp` ...; a row holds until the
 * next) or a duration (`duration_s`, `duration_ms`), a rate with its unit (`bandwidth_kbps`, `throughput (Mbit/s)`,
 * `bps` ...) and, if there, a latency (`latency_ms`, `rtt_s`).
 * @throws Error naming file, line, what was expected and what stood there.
 */
export function parseNamedCsv(input: TraceInput): Trace {
  const { name } = input;
  const { columns, headerLine, rows } = readCsv(input);
  const { time, duration, rate, latency } = findColumns(columns);
  const clock = duration ?? time;
  if (rate === null || clock === null) {
    const expected = 'a column of time_s, time_ms or duration_ms and one of kbps, mbps or bps';
    throw badLine(name, headerLine.line, expected, headerLine.fields.join(','));
  }
  const samples = new HeldSamples(name);
  const parts = new TraceParts(name);
  for (const row of rows) {
    const seconds = value(name, row, clock);
    const kbps = value(name, row, rate);
    const latencySeconds = latency === null ? undefined : value(name, row, latency);
    if (duration !== null) parts.add(seconds, kbps, row.line, latencySeconds);
    else samples.add(seconds, kbps, row.line, latencySeconds);
  }
  return duration !== null ? parts.finish() : samples.finish();
}

function findColumns(columns: readonly string[]) {
  const find = (pattern: RegExp, units: ReadonlyMap<string, number>): NamedColumn | null => {
    for (const [index, name] of columns.entries()) {
      const factor = units.get(pattern.exec(name)?.[1] ?? 'no match');
      if (name !== '' && factor !== undefined) return { index, name, factor };
    }
    return null;
  };
  return {
    time: find(timePattern, timeUnits),
    duration: find(durationPattern, timeUnits),
    rate: find(ratePattern, rateUnits),
    latency: find(latencyPattern, timeUnits),
  };
}

function value(file: string, { line, fields }: CsvRow, { index, name, factor }: NamedColumn): number {
  return atLeastZero(file, line, name, fields[index]) * factor;
}
