import type { Trace } from '../bandwidth';
import { csvRows } from './csv';
import { atLeastZero, badLine, emptyFile, type TraceInput } from './input';
import { toNumber } from '../../text/number';
import { TraceParts } from './parts';

const column = { unit: 0, time: 1, target: 2, bytesPerSecond: 6 } as const;
const sampleSeconds = 5;
const columnsWanted = 'unit_id,dtime,target,address,fetch_time,bytes_total,bytes_sec,...';

/** Whether a row has the shape of FCC's web-get measurements. */
export function isFccRow(fields: readonly string[]): boolean {
  const bytesPerSecond = fields[column.bytesPerSecond];
  return (
    fields.length > column.bytesPerSecond &&
    !Number.isNaN(toNumber(fields[column.unit])) &&
    /^\d{4}-\d\d-\d\d[ T]\d/.test(fields[column.time]) &&
    bytesPerSecond !== undefined
  );
}

/**
 * Reads FCC's raw `curr_webget` CSV (Measuring Broadband America), with or without its header: one trace for each unit
 * and target, each row 5 s at its bytes per second, as Pensieve cooked them. Groups that never received a byte are
 * left out.
 * @throws Error naming file, line, what was expected and what stood there.
 */
export function parseFcc(input: TraceInput): Trace[] {
  const { name } = input;
  const groups = new Map<string, { parts: TraceParts; time: string }>();
  for (const { line, fields } of csvRows(input)) {
    if (fields[column.unit] === 'unit_id') continue;
    if (!isFccRow(fields)) throw badLine(name, line, columnsWanted, fields.join(','));
    const time = fields[column.time];
    const key = `${fields[column.unit]}-${fields[column.target]}`;
    const group = groups.get(key) ?? { parts: new TraceParts(`${name}#${key}`), time };
    groups.set(key, group);
    if (time < group.time) throw badLine(name, line, `a time at or after ${group.time}`, time);
    group.time = time;
    const bytesPerSecond = atLeastZero(name, line, 'bytes_sec', fields[column.bytesPerSecond]);
    group.parts.add(sampleSeconds, (bytesPerSecond * 8) / 1000, line);
  }
  if (groups.size === 0) throw emptyFile(name, `rows of ${columnsWanted}`);
  const alive = [...groups.values()].filter(({ parts }) => parts.delivers);
  if (alive.length === 0) throw emptyFile(name, 'some bytes_sec above 0');
  return alive.map(({ parts }) => parts.finish());
}
