import type { Trace } from './bandwidth';

/** What of a trace lies between two seconds of its pass, as a trace of its own; null when none of it does. */
export function clipTrace(trace: Trace, fromSeconds: number, toSeconds: number): Trace | null {
  if (!(fromSeconds >= 0 && toSeconds > fromSeconds)) {
    throw new Error(`expected 0 <= from < to, got ${fromSeconds} s to ${toSeconds} s`);
  }
  const durationsSeconds: number[] = [];
  const kbps: number[] = [];
  const latencySeconds: number[] = [];
  let start = 0;
  for (let i = 0; i < trace.kbps.length && start < toSeconds; i++) {
    const end = start + trace.durationsSeconds[i];
    const within = Math.min(end, toSeconds) - Math.max(start, fromSeconds);
    if (within > 0) {
      durationsSeconds.push(within);
      kbps.push(trace.kbps[i]);
      if (trace.latencySeconds) latencySeconds.push(trace.latencySeconds[i]);
    }
    start = end;
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

/** A trace cut into pieces of `pieceSeconds`; a rest that is shorter (by more than a millionth) is left out. */
export function piecesOf(trace: Trace, pieceSeconds: number): Trace[] {
  if (!(pieceSeconds > 0)) throw new Error(`pieces must last > 0 s, got ${pieceSeconds}`);
  const seconds = sum(trace.durationsSeconds);
  const count = Math.floor(seconds / pieceSeconds + 1e-6);
  return Array.from({ length: count }, (_, i) =>
    clipTrace(trace, i * pieceSeconds, (i + 1) * pieceSeconds),
  ).flatMap((piece, i) => (piece ? [{ ...piece, name: `${trace.name} ${i + 1}` }] : []));
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
