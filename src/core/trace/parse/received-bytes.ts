import type { Trace } from '../bandwidth';
import { atLeastZero, badLine, emptyFile, numberedLines, type TraceInput } from './input';
import { fallingTime, TraceParts } from './parts';

/** Where a log of received bytes keeps its clock. */
export interface ReceivedBytesColumns {
  readonly columns: string;
  /** Which column rises: the second in both known logs (milliseconds of a steady clock). */
  readonly clockColumn: number;
}

/** HSDPA logs of Oslo (Riiser et al., MMSys 2013). */
export const hsdpaColumns: ReceivedBytesColumns = {
  columns: 'unix_s mono_ms latitude longitude bytes ms',
  clockColumn: 1,
};

/** 4G logs of Ghent (van der Hooft et al., IEEE Communications Letters 2016). */
export const ghentColumns: ReceivedBytesColumns = {
  columns: 'epoch_ms ms latitude longitude bytes ms',
  clockColumn: 1,
};

/**
 * Reads six columns whose last two say how many bytes arrived in the last so many milliseconds; each row is one part,
 * time between rows that no row covers is left out.
 * @throws Error naming file, line, what was expected and what stood there.
 */
export function parseReceivedBytes(input: TraceInput, { columns, clockColumn }: ReceivedBytesColumns): Trace {
  const { name } = input;
  const parts = new TraceParts(name);
  let clockMs = -Infinity;
  for (const { number, text } of numberedLines(input)) {
    const fields = text.split(/[\s,]+/);
    if (fields.length !== 6) throw badLine(name, number, `six columns, ${columns}`, text);
    const rowMs = atLeastZero(name, number, 'milliseconds', fields[clockColumn]);
    if (rowMs < clockMs) throw fallingTime(name, number, clockMs, rowMs);
    clockMs = rowMs;
    const bytes = atLeastZero(name, number, 'bytes', fields[4]);
    const ms = atLeastZero(name, number, 'milliseconds', fields[5]);
    if (ms === 0 && bytes > 0) throw badLine(name, number, `more than 0 ms for ${bytes} bytes`, fields[5]);
    if (ms > 0) parts.add(ms / 1000, (bytes * 8) / ms, number);
  }
  if (clockMs === -Infinity) throw emptyFile(name, `rows of ${columns}`);
  return parts.finish();
}
