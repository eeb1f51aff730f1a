import type { Trace } from '../bandwidth';
import { readCsv } from './csv';
import { atLeastZero, badLine, emptyFile, type TraceInput } from './input';
import { HeldSamples } from './parts';

/** Whether a header is that of Puffer's video_sent table. */
export function isPufferHeader(columns: readonly string[]): boolean {
  return ['session_id', 'delivery_rate'].every((name) => columns.includes(name)) && timeColumn(columns) >= 0;
}

/**
 * Reads Puffer's daily `video_sent` CSV: one trace for each stream of a session, TCP's delivery rate (bytes per second)
 * at each chunk sent, holding until the next. Streams without any rate are left out.
 * @throws Error naming file, line, what was expected and what stood there.
 */
export function parsePuffer(input: TraceInput): Trace[] {
  const { name } = input;
  const { columns, headerLine, rows } = readCsv(input);
  if (!isPufferHeader(columns)) {
    throw badLine(
      name,
      headerLine.line,
      'columns time, session_id, delivery_rate',
      headerLine.fields.join(','),
    );
  }
  const [session, stream, rate] = ['session_id', 'index', 'delivery_rate'].map((key) => columns.indexOf(key));
  const time = timeColumn(columns);
  const streams = new Map<string, HeldSamples>();
  for (const { line, fields } of rows) {
    const key = stream < 0 ? fields[session] : `${fields[session]}-${fields[stream]}`;
    const samples = streams.get(key) ?? new HeldSamples(`${name}#${key}`);
    streams.set(key, samples);
    const atSeconds = atLeastZero(name, line, 'nanoseconds', fields[time]) / 1e9;
    samples.add(atSeconds, (atLeastZero(name, line, 'delivery_rate', fields[rate]) * 8) / 1000, line);
  }
  const traces = [...streams.values()].map((samples) => samples.finishIfAlive());
  const alive = traces.filter((trace) => trace !== null);
  if (alive.length === 0) throw emptyFile(name, 'a stream with a delivery_rate above 0');
  return alive;
}

function timeColumn(columns: readonly string[]): number {
  return columns.findIndex((name) => name === 'time' || name.startsWith('time_ns'));
}
