import type { Trace } from '../bandwidth';
import { atLeastZero, badLine, emptyFile, numberedLines, type TraceInput } from './input';
import { HeldSamples } from './parts';

/** The units of a two-column log in which a row holds from its own time to the next row's. */
export interface TwoColumns {
  readonly time: string;
  readonly secondsPerUnit: number;
  readonly rate: string;
  readonly kbpsPerUnit: number;
}

/** Oboe (SIGCOMM 2018): milliseconds and kbps. */
export const oboeColumns: TwoColumns = {
  time: 'milliseconds',
  secondsPerUnit: 0.001,
  rate: 'kbps',
  kbpsPerUnit: 1,
};

/** Lumos5G (IMC 2020) as prepared for ABR work: a second and what was measured during it, in Mbit/s. */
export const lumosColumns: TwoColumns = {
  time: 'seconds',
  secondsPerUnit: 1,
  rate: 'Mbit/s',
  kbpsPerUnit: 1000,
};

/** @throws Error naming file, line, what was expected and what stood there. */
export function parseTwoColumns(input: TraceInput, units: TwoColumns): Trace {
  const { name } = input;
  const samples = new HeldSamples(name);
  let rows = 0;
  for (const { number, text } of numberedLines(input)) {
    const fields = text.split(/[\s,]+/);
    if (fields.length !== 2)
      throw badLine(name, number, `two columns, ${units.time} and ${units.rate}`, text);
    const atSeconds = atLeastZero(name, number, units.time, fields[0]) * units.secondsPerUnit;
    samples.add(atSeconds, atLeastZero(name, number, units.rate, fields[1]) * units.kbpsPerUnit, number);
    rows += 1;
  }
  if (rows === 0) throw emptyFile(name, `rows of ${units.time} and ${units.rate}`);
  return samples.finish();
}
