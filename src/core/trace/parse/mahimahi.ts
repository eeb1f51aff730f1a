import type { Trace } from '../bandwidth';
import { badLine, emptyFile, numberedLines, type TraceInput } from './input';
import { toNumber } from '../../text/number';
import { fallingTime, TraceParts } from './parts';

/** Kilobits that one line of a Mahimahi trace lets through (a packet of 1500 bytes). */
export const opportunityKilobits = 12;

const windowMs = 100;

/**
 * Reads Mahimahi's format: each line is the millisecond of one opportunity to send 1500 bytes. Opportunities are summed
 * over windows of 100 ms, (0, 100], (100, 200] ...; silence between windows is one part of 0 kbps. One pass lasts until
 * the last line, as in mm-link.
 * @throws Error naming file, line, what was expected and what stood there.
 */
export function parseMahimahi(input: TraceInput): Trace {
  const { name } = input;
  const parts = new TraceParts(name);
  let window = 0;
  let opportunities = 0;
  let lastMs = -1;
  let lastLine = 0;
  for (const { number, text } of numberedLines(input)) {
    const ms = toNumber(text);
    if (!(Number.isSafeInteger(ms) && ms >= 0)) throw badLine(name, number, 'a whole millisecond >= 0', text);
    if (ms < lastMs) throw fallingTime(name, number, lastMs, ms);
    const ownWindow = ms === 0 ? 0 : Math.floor((ms - 1) / windowMs);
    if (ownWindow > window) {
      parts.add(windowMs / 1000, (opportunities * opportunityKilobits * 1000) / windowMs, number);
      parts.add(((ownWindow - window - 1) * windowMs) / 1000, 0, number);
      window = ownWindow;
      opportunities = 0;
    }
    opportunities += 1;
    lastMs = ms;
    lastLine = number;
  }
  if (lastMs < 0) throw emptyFile(name, 'a millisecond on each line');
  const restMs = lastMs - window * windowMs;
  if (restMs > 0) parts.add(restMs / 1000, (opportunities * opportunityKilobits * 1000) / restMs, lastLine);
  return parts.finish();
}
