import type { Trace } from '../bandwidth';
import { readCsv } from './csv';
import { atLeastZero, badLine, type TraceInput } from './input';
import { toNumber } from '../../text/number';
import { HeldSamples } from './parts';

/** Whether a header is that of a G-NetTrack log as published by Raca et al. */
export function isRacaHeader(columns: readonly string[]): boolean {
  return columns.includes('timestamp') && columns.includes('dl_bitrate');
}

/**
 * Reads the 4G and 5G logs of Raca et al. (MMSys 2018 and 2020): `Timestamp` (`2019.12.16_13.40.04` or seconds) and
 * `DL_bitrate` in kbit/s; a row holds until the next.
 * @throws Error naming file, line, what was expected and what stood there.
 */
export function parseRaca(input: TraceInput): Trace {
  const { name } = input;
  const { columns, headerLine, rows } = readCsv(input);
  if (!isRacaHeader(columns)) {
    throw badLine(name, headerLine.line, 'columns Timestamp and DL_bitrate', headerLine.fields.join(','));
  }
  const time = columns.indexOf('timestamp');
  const rate = columns.indexOf('dl_bitrate');
  const samples = new HeldSamples(name);
  for (const { line, fields } of rows) {
    const atSeconds = timestampSeconds(fields[time]);
    if (Number.isNaN(atSeconds)) throw badLine(name, line, 'a time like 2019.12.16_13.40.04', fields[time]);
    samples.add(atSeconds, atLeastZero(name, line, 'DL_bitrate', fields[rate]), line);
  }
  return samples.finish();
}

/** Seconds since 1970 of `2019.12.16_13.40.04` (any separators) or of a plain number; NaN for anything else. */
function timestampSeconds(text: string): number {
  const match = /^(\d{4})\D(\d\d)\D(\d\d)\D(\d\d)\D(\d\d)\D(\d\d(?:\.\d+)?)$/.exec(text);
  if (match === null) return toNumber(text);
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  return daysSince1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
}

/** Days of the Gregorian calendar since 1970-01-01 (years that begin in March put the leap day last). */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  const daysIntoMarchYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return marchYear * 365 + leapDays + daysIntoMarchYear - 719_468;
}
