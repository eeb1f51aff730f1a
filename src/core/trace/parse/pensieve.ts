import type { Trace } from '../bandwidth';
import { atLeastZero, badLine, emptyFile, numberedLines, type TraceInput } from './input';
import { fallingTime, TraceParts } from './parts';

/**
 * Reads Pensieve's cooked format: rows `seconds Mbit/s`. A row's bandwidth holds from the row before to its own time;
 * the first part reaches from 0 to the second row and carries the second row's bandwidth, the first row's is unused.
 * One pass lasts until the last row; a session begins at the first row's time.
 * @throws Error naming file, line, what was expected and what stood there.
 */
export function parsePensieve(input: TraceInput): Trace {
  const { name } = input;
  const parts = new TraceParts(name);
  let startSeconds: number | null = null;
  let rowSeconds = 0;
  let partSeconds = 0;
  for (const { number, text } of numberedLines(input)) {
    const fields = text.split(/[\s,]+/);
    if (fields.length !== 2) throw badLine(name, number, 'two columns, seconds and Mbit/s', text);
    const seconds = atLeastZero(name, number, 'seconds', fields[0]);
    const mbps = atLeastZero(name, number, 'Mbit/s', fields[1]);
    if (startSeconds === null) {
      startSeconds = seconds;
    } else {
      if (seconds < rowSeconds) throw fallingTime(name, number, rowSeconds, seconds);
      parts.add(seconds - partSeconds, mbps * 1000, number);
      partSeconds = seconds;
    }
    rowSeconds = seconds;
  }
  if (startSeconds === null) throw emptyFile(name, 'rows of seconds and Mbit/s');
  return parts.finish(startSeconds);
}
