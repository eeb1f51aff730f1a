import { MAX_ADDED_LATENCY_MS } from './presets';

/**
 * What a trace may be, wherever it comes from: a file, the window, an operation, a recording. Beyond these limits it is no
 * measurement of a network; parts of a nanosecond or waits of a year would keep whatever plays the trace busy for good.
 */
export const traceLimits = {
  parts: 1_000_000,
  /** Of a part, and of one pass. */
  seconds: 1e9,
  /** The parts of a trace last so long at least, on average. */
  meanPartSeconds: 0.001,
  /** 1 Tbit/s. */
  kbps: 1e9,
  latencySeconds: MAX_ADDED_LATENCY_MS / 1000,
  /** Pieces that one trace is cut into at most. */
  pieces: 100_000,
} as const;

/**
 * A trace that is made of one within the limits may be so many times beyond them: a session in training plays it faster,
 * shorter and with a few parts more (core/training/augment.ts).
 */
export const derivedSlack = 100;

interface TraceNumbers {
  readonly durationsSeconds: ArrayLike<number>;
  readonly kbps: ArrayLike<number>;
  readonly latencySeconds?: ArrayLike<number>;
  readonly startSeconds?: number;
}

/** What is wrong with the numbers of a trace, as "expected ..., got ..."; null when nothing is. */
export function traceFault(trace: TraceNumbers, slack = 1): string | null {
  const { durationsSeconds, kbps, latencySeconds = [], startSeconds = 0 } = trace;
  const parts = kbps.length;
  const mostParts = traceLimits.parts * slack;
  if (parts === 0) return 'expected at least one part, got none';
  if (parts > mostParts) return `expected at most ${mostParts} parts, got ${parts}`;
  const latencies = trace.latencySeconds ? latencySeconds.length : parts;
  if (durationsSeconds.length !== parts || latencies !== parts) {
    return `expected as many durations and latencies as rates, got ${durationsSeconds.length} and ${latencies} for ${parts}`;
  }
  return (
    outOfRange('kbps', kbps, traceLimits.kbps * slack) ??
    outOfRange('s', durationsSeconds, traceLimits.seconds * slack) ??
    outOfRange('s of latency', latencySeconds, traceLimits.latencySeconds * slack) ??
    outOfRange('s before the start', [startSeconds], traceLimits.seconds * slack) ??
    passFault(parts, total(durationsSeconds), slack)
  );
}

/** What is wrong with the duration of one pass. */
function passFault(parts: number, seconds: number, slack: number): string | null {
  const mostSeconds = traceLimits.seconds * slack;
  const leastSeconds = traceLimits.meanPartSeconds / slack;
  if (!(seconds > 0)) return `expected a duration > 0 s, got ${seconds}`;
  if (!(seconds <= mostSeconds)) return `expected at most ${mostSeconds} s in all, got ${seconds}`;
  const meanSeconds = seconds / parts;
  return meanSeconds < leastSeconds
    ? `expected parts of at least ${leastSeconds} s on average, got ${meanSeconds} s`
    : null;
}

function outOfRange(unit: string, values: ArrayLike<number>, most: number): string | null {
  for (let part = 0; part < values.length; part++) {
    if (!(values[part] >= 0 && values[part] <= most)) {
      return `part ${part}: expected 0 to ${most} ${unit}, got ${values[part]}`;
    }
  }
  return null;
}

function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}
