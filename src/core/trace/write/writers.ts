import { quote } from '../../text/quote';
import type { Trace } from '../bandwidth';
import { writeMahimahi } from './mahimahi';
import { writePensieve } from './pensieve';
import { writeSabre } from './sabre';

/** A way to write a trace: lines without their ends, and the ending a file of it usually has. */
export interface TraceWriter {
  readonly id: string;
  readonly extension: string;
  readonly write: (trace: Trace) => Iterable<string>;
}

export const traceWriters: readonly TraceWriter[] = [
  { id: 'pensieve', extension: '.trace', write: writePensieve },
  { id: 'mahimahi', extension: '.mahi', write: writeMahimahi },
  { id: 'sabre', extension: '.json', write: writeSabre },
];

/** The writer of an id. @throws Error naming the unknown id and the known ones. */
export function findWriter(id: string): TraceWriter {
  const writer = traceWriters.find((candidate) => candidate.id === id);
  if (writer) return writer;
  const known = traceWriters.map((candidate) => candidate.id).join(', ');
  throw new Error(`cannot write trace format ${quote(id)}; expected one of ${known}`);
}
