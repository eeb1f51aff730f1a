import { setMaxListeners } from 'node:events';
import http from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Watch } from './watch';

/** When payload reached the measuring client: seconds, and bytes in all up to then. */
export interface Arrivals {
  readonly seconds: number[];
  readonly bytes: number[];
}

/** Keeps a link busy: asks for each URL again and again, all at once, and notes what arrives. */
export async function download(urls: readonly string[], signal: AbortSignal): Promise<Arrivals> {
  const arrivals: Arrivals = { seconds: [], bytes: [] };
  const agent = new http.Agent({ keepAlive: true });
  const note = (bytes: number): void => {
    arrivals.seconds.push(performance.now() / 1000);
    arrivals.bytes.push((arrivals.bytes[arrivals.bytes.length - 1] ?? 0) + bytes);
  };
  const loop = async (url: string): Promise<void> => {
    while (!signal.aborted) await get(url, agent, signal, note);
  };
  setMaxListeners(0, signal);
  await Promise.all(urls.map(loop));
  agent.destroy();
  return arrivals;
}

function get(
  url: string,
  agent: http.Agent,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => (signal.aborted ? resolve() : reject(error));
    const request = http.get(url, { agent, signal }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      response.on('data', (data: Buffer) => onBytes(data.length));
      response.on('end', resolve).on('error', failed);
    });
    request.on('error', failed);
  });
}

/** Payload that had arrived by a second. */
export function bytesBy({ seconds, bytes }: Arrivals, second: number): number {
  let low = 0;
  let high = seconds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seconds[middle] <= second) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : bytes[low - 1];
}

/** Mean rate, and the rate of the sliding window that is farthest from what was set. */
export interface Delivered {
  readonly meanKbps: number;
  readonly worstKbps: number;
  /** Windows left out, because the client's own clock was late where they began or ended. */
  readonly unmeasuredShare: number;
}

/** Looks at every window of `windowSeconds` between two seconds, 10 ms apart. */
export function delivered(
  arrivals: Arrivals,
  { fromSecond, toSecond, setKbps, watch, windowSeconds = 2 }: WindowOptions,
): Delivered {
  const kbps = (from: number, to: number): number =>
    ((bytesBy(arrivals, to) - bytesBy(arrivals, from)) * 8) / 1000 / (to - from);
  let worstKbps = setKbps;
  let windows = 0;
  let unmeasured = 0;
  for (let from = fromSecond; from + windowSeconds <= toSecond; from += 0.01) {
    windows++;
    if (watch.wasLateAt(from) || watch.wasLateAt(from + windowSeconds)) {
      unmeasured++;
      continue;
    }
    const rate = kbps(from, from + windowSeconds);
    if (Math.abs(rate - setKbps) > Math.abs(worstKbps - setKbps)) worstKbps = rate;
  }
  return { meanKbps: kbps(fromSecond, toSecond), worstKbps, unmeasuredShare: unmeasured / windows };
}

interface WindowOptions {
  fromSecond: number;
  toSecond: number;
  setKbps: number;
  watch: Watch;
  windowSeconds?: number;
}

/**
 * How long the old rate went on after a change, in ms: the payload of the half second after it, against what the new
 * rate alone would have brought.
 */
export function reactionMs(arrivals: Arrivals, { atSecond, oldKbps, newKbps }: Change): number {
  const span = 0.5;
  const kilobits = ((bytesBy(arrivals, atSecond + span) - bytesBy(arrivals, atSecond)) * 8) / 1000;
  return Math.max(0, ((kilobits - newKbps * span) / (oldKbps - newKbps)) * 1000);
}

/** A new rate, and when it was asked for. */
export interface Change {
  readonly atSecond: number;
  readonly oldKbps: number;
  readonly newKbps: number;
}
