import type { Trace } from '../bandwidth';

/**
 * Pensieve's cooked lines, `seconds TAB Mbit/s`: a first row for the start (its bandwidth is unused by readers), then
 * the end of each part with its bandwidth.
 */
export function* writePensieve({ durationsSeconds, kbps, startSeconds = 0 }: Trace): Generator<string> {
  const first = startSeconds <= durationsSeconds[0] ? startSeconds : 0;
  yield `${decimal(first)}\t${mbps(kbps[0])}`;
  let seconds = 0;
  for (let i = 0; i < kbps.length; i++) {
    seconds += durationsSeconds[i];
    yield `${decimal(Number(seconds.toPrecision(14)))}\t${mbps(kbps[i])}`;
  }
}

/** Times always have a point, by which readers tell this format from whole seconds of Lumos5G. */
function decimal(seconds: number): string {
  return Number.isInteger(seconds) ? seconds.toFixed(1) : String(seconds);
}

function mbps(kbps: number): number {
  return Number((kbps / 1000).toPrecision(14));
}
