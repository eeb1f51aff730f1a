import type { Trace } from './bandwidth';
import { traceLimits } from './limits';

/** What of a trace lies between two seconds of its pass, as a trace of its own; null when none of it does. */
export function clipTrace(trace: Trace, fromSeconds: number, toSeconds: number): Trace | null {
  if (!(fromSeconds >= 0 && toSeconds > fromSeconds)) {
    throw new Error(`expected 0 <= from < to, got ${fromSeconds} s to ${toSeconds} s`);
  }
  return between(trace, fromSeconds, toSeconds, { part: 0, startSeconds: 0 });
}

/** A trace cut into pieces of `pieceSeconds`; a rest that is shorter (by more than a millionth) is left out. */
export function piecesOf(trace: Trace, pieceSeconds: number): Trace[] {
  if (!(pieceSeconds > 0)) throw new Error(`pieces must last > 0 s, got ${pieceSeconds}`);
  let seconds = 0;
  for (let i = 0; i < trace.kbps.length; i++) seconds += trace.durationsSeconds[i];
  const count = Math.floor(seconds / pieceSeconds + 1e-6);
  if (count > traceLimits.pieces) {
    throw new Error(`${trace.name}: expected at most ${traceLimits.pieces} pieces, got ${count}`);
  }
  const walk = { part: 0, startSeconds: 0 };
  return Array.from({ length: count }, (_, i) => {
    const piece = between(trace, i * pieceSeconds, (i + 1) * pieceSeconds, walk);
    return piece ? [{ ...piece, name: pieceName(trace.name, i + 1) }] : [];
  }).flat();
}

/** `walk` is where a part begins that is not after `fromSeconds`; it is moved on to the part that holds `toSeconds`. */
function between(
  trace: Trace,
  fromSeconds: number,
  toSeconds: number,
  walk: { part: number; startSeconds: number },
): Trace | null {
  const durationsSeconds: number[] = [];
  const kbps: number[] = [];
  const latencySeconds: number[] = [];
  while (walk.part < trace.kbps.length && walk.startSeconds < toSeconds) {
    const { part, startSeconds } = walk;
    const endSeconds = startSeconds + trace.durationsSeconds[part];
    const within = Math.min(endSeconds, toSeconds) - Math.max(startSeconds, fromSeconds);
    if (within > 0) {
      durationsSeconds.push(within);
      kbps.push(trace.kbps[part]);
      if (trace.latencySeconds) latencySeconds.push(trace.latencySeconds[part]);
    }
    if (endSeconds > toSeconds) break;
    walk.part = part + 1;
    walk.startSeconds = endSeconds;
  }
  if (durationsSeconds.length === 0) return null;
  const { name, startSeconds } = trace;
  const keepsStart = startSeconds !== undefined && fromSeconds === 0 && startSeconds < toSeconds;
  return {
    ...{ name, durationsSeconds, kbps },
    ...(trace.latencySeconds && { latencySeconds }),
    ...(keepsStart && { startSeconds }),
  };
}

const ending = '(\\.\\w{1,5})?$';
const beforeEnding = new RegExp(ending);
const pieceMark = new RegExp(` piece \\d+${ending}`);

/** bus.log, 2 -> bus piece 2.log */
export function pieceName(name: string, number: number): string {
  return name.replace(beforeEnding, (found) => ` piece ${number}${found}`);
}

/** The name of what a piece was cut from; a trace that is no piece keeps its own. */
export function originalName(name: string): string {
  return name.replace(pieceMark, '$1');
}
