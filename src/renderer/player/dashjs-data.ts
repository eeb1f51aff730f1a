import * as v from 'valibot';
import { finiteNumber } from '../../shared/numbers';

const timing = v.object({
  startTime: finiteNumber,
  responseStart: finiteNumber,
  responseEnd: finiteNumber,
});

/** A request for media as dash.js hands it to interceptors and events; times in seconds, timings in ms. */
const mediaRequestSchema = v.object({
  mediaType: v.picklist(['video', 'audio']),
  type: v.literal('MediaSegment'),
  index: finiteNumber,
  startTime: finiteNumber,
  duration: finiteNumber,
  /** NaN before the first byte. */
  bytesLoaded: v.nullish(v.union([finiteNumber, v.nan()])),
  representation: v.object({
    bandwidth: finiteNumber,
    mediaInfo: v.object({ streamInfo: v.object({ index: finiteNumber }) }),
  }),
  /** Of the Resource Timing API, where dash.js found them usable. */
  resourceTimingValues: v.nullish(timing),
});

export type MediaRequest = v.InferOutput<typeof mediaRequestSchema>;

/** The media request of an event or of an interceptor's customData; null when it asks for something else. */
export function mediaRequestOf(holder: unknown): MediaRequest | null {
  const parsed = v.safeParse(v.object({ request: mediaRequestSchema }), holder);
  return parsed.success ? parsed.output.request : null;
}

/** The manifest is the one request that no representation stands behind. */
export function isManifestRequest(holder: unknown): boolean {
  return v.is(v.object({ request: v.object({ type: v.literal('MPD') }) }), holder);
}

/** dash.js has NaN or Infinity where it has not measured yet. */
const shown = v.optional(v.fallback(v.nullish(finiteNumber), null));

const switchSchema = v.object({
  mediaType: v.literal('video'),
  reason: v.nullish(
    v.object({
      message: v.nullish(v.string()),
      throughput: shown,
      bufferLevel: shown,
      droppedFrames: shown,
    }),
  ),
});

/** Why one of dash.js' own rules changed the level, in words; null when the event is not about the video. */
export function switchReason(event: unknown): string | null {
  const parsed = v.safeParse(switchSchema, event);
  if (!parsed.success) return null;
  const { message, throughput, bufferLevel, droppedFrames } = parsed.output.reason ?? {};
  const parts = [
    // "[InsufficientBufferRule]: Switching ..." names the rule
    /^\[(\w+)Rule\]/.exec(message ?? '')?.[1].replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
    throughput ? `throughput ${Math.round(throughput)} kbps` : null,
    bufferLevel ? `buffer ${bufferLevel.toFixed(1)} s` : null,
    droppedFrames ? `${droppedFrames} frames dropped` : null,
  ].filter((part) => typeof part === 'string');
  return parts.length > 0 ? `dash.js: ${parts.join(', ')}` : 'dash.js changed the level';
}

const errorSchema = v.object({
  error: v.object({ code: v.nullish(finiteNumber), message: v.nullish(v.string()) }),
});

/** dash.js' ERROR event as a sentence for the user. Codes: dash.js core/errors/Errors.js; below 6 the media element's. */
export function problemOf(event: unknown): string {
  const parsed = v.safeParse(errorSchema, event);
  if (!parsed.success) return 'The player failed and dash.js did not say why.';
  const { code, message } = parsed.output.error;
  // Addresses carry a session's token, and only the file's name tells the user anything.
  const detail = message ? ` (${message.replace(/https?:\/\/\S*\//g, '')})` : '';
  if (code === undefined || code === null) return `The player failed${detail}.`;
  if ([10, 11, 25, 31].includes(code)) return `The media server did not deliver the manifest${detail}.`;
  if ([15, 17, 18, 26, 27, 28, 29, 30].includes(code)) {
    return `The media server did not deliver a chunk${detail}.`;
  }
  if (code <= 5 || code === 20) return `This machine could not decode the video${detail}.`;
  return `The player failed with dash.js error ${code}${detail}.`;
}
