import type { Trace } from '../bandwidth';

/** Sabre's network JSON, one period a line; latency is 0 where the trace states none. */
export function* writeSabre({ durationsSeconds, kbps, latencySeconds }: Trace): Generator<string> {
  yield '[';
  for (let i = 0; i < kbps.length; i++) {
    const period = {
      duration_ms: milliseconds(durationsSeconds[i]),
      bandwidth_kbps: Number(kbps[i].toPrecision(14)),
      latency_ms: milliseconds(latencySeconds?.[i] ?? 0),
    };
    yield `    ${JSON.stringify(period)}${i + 1 < kbps.length ? ',' : ''}`;
  }
  yield ']';
}

function milliseconds(seconds: number): number {
  return Number((seconds * 1000).toPrecision(14));
}
