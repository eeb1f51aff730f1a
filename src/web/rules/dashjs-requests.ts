import type { Download } from '../../core/model/algorithm';
import type { PageChunk } from './page-agent';

/** The chunk of video that an event or a request's own data of dash.js speaks of; null when it is something else. */
export function videoChunk(holder: unknown): PageChunk | null {
  const request = at(holder, 'request');
  if (at(request, 'mediaType') !== 'video' || at(request, 'type') !== 'MediaSegment') return null;
  const start = at(request, 'startTime');
  const seconds = at(request, 'duration');
  const bandwidth = at(at(request, 'representation'), 'bandwidth');
  if (typeof start !== 'number' || typeof seconds !== 'number' || typeof bandwidth !== 'number') return null;
  return { start, end: start + seconds, kbps: bandwidth / 1000 };
}

/**
 * How it came: by Resource Timing where dash.js found it usable, else by the page's own clock since `askedAtMs`; null when it
 * came to nothing.
 */
export function downloadOf(event: unknown, askedAtMs: number): Download | null {
  const response = at(event, 'response');
  if (!(response instanceof ArrayBuffer) || response.byteLength === 0) return null;
  const timing = at(at(event, 'request'), 'resourceTimingValues');
  const [startMs, firstMs, endMs] = ['startTime', 'responseStart', 'responseEnd'].map((name) =>
    at(timing, name),
  );
  const kilobits = (response.byteLength * 8) / 1000;
  if (typeof startMs !== 'number' || typeof firstMs !== 'number' || typeof endMs !== 'number') {
    return { kilobits, seconds: (performance.now() - askedAtMs) / 1000, firstByteSeconds: 0 };
  }
  return { kilobits, seconds: (endMs - startMs) / 1000, firstByteSeconds: (firstMs - startMs) / 1000 };
}

function at(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
}
