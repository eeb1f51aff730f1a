import { createHash } from 'node:crypto';
import type { Trace } from '../../core/trace/bandwidth';
import type { Video } from '../../core/model/video';

/** SHA-256 of a trace's numbers as 64-bit floats, little-endian: the same whatever file they stood in. */
export function traceSha256({ durationsSeconds, kbps, latencySeconds, startSeconds }: Trace): string {
  const hash = createHash('sha256');
  for (const column of [durationsSeconds, kbps, latencySeconds ?? [], [startSeconds ?? 0]]) {
    const numbers = Float64Array.from(column);
    hash.update(`${numbers.length}:`).update(new Uint8Array(numbers.buffer));
  }
  return hash.digest('hex');
}

/** SHA-256 of a trace set: of its traces' hashes, in their order. */
export function traceSetSha256(traces: readonly { readonly sha256: string }[]): string {
  return textSha256(traces.map(({ sha256 }) => sha256).join('\n'));
}

/** SHA-256 of a video's ladder, chunk duration and sizes. */
export function videoSha256({ ladderKbps, chunkSeconds, chunkKilobits }: Video): string {
  return textSha256(JSON.stringify([ladderKbps, chunkSeconds, chunkKilobits]));
}

/** SHA-256 of an agent's weights. */
export function weightsSha256(weights: Float32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(Float32Array.from(weights).buffer))
    .digest('hex');
}

/** SHA-256 of a text as content policies write it. */
export function base64Sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function textSha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
