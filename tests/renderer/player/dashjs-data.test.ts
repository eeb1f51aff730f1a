import { describe, expect, test } from 'vitest';
import {
  isManifestRequest,
  mediaRequestOf,
  problemOf,
  switchReason,
} from '../../../src/renderer/player/dashjs-data';

const request = {
  mediaType: 'video',
  type: 'MediaSegment',
  index: 3,
  startTime: 6,
  duration: 2,
  bytesLoaded: NaN,
  representation: { bandwidth: 500_000, mediaInfo: { streamInfo: { index: 1 } } },
};

describe("dash.js' requests", () => {
  test('are read before the first byte, when bytesLoaded is NaN', () => {
    expect(mediaRequestOf({ request })).toMatchObject({ index: 3, mediaType: 'video' });
  });

  test('carry Resource Timing where there is some', () => {
    const resourceTimingValues = { startTime: 1, responseStart: 2, responseEnd: 3 };
    expect(mediaRequestOf({ request: { ...request, resourceTimingValues } })).toMatchObject({
      resourceTimingValues,
    });
  });

  test('for anything but a chunk are none', () => {
    expect(mediaRequestOf({ request: { ...request, type: 'InitializationSegment' } })).toBeNull();
    expect(mediaRequestOf(undefined)).toBeNull();
    expect(isManifestRequest({ request: { type: 'MPD' } })).toBe(true);
    expect(isManifestRequest({ request })).toBe(false);
  });
});

describe("why one of dash.js' own rules switched", () => {
  test('names the rule and what it went by', () => {
    const reason = { message: '[ThroughputRule]: Switching to ...', throughput: 1234.4 };
    expect(switchReason({ mediaType: 'video', reason })).toBe('dash.js: Throughput, throughput 1234 kbps');
    expect(switchReason({ mediaType: 'video', reason: { message: '[InsufficientBufferRule]: x' } })).toBe(
      'dash.js: Insufficient buffer',
    );
    expect(switchReason({ mediaType: 'video', reason: null })).toBe('dash.js changed the level');
  });

  test('is of no interest for audio', () => {
    expect(switchReason({ mediaType: 'audio', reason: null })).toBeNull();
  });
});

describe("dash.js' errors", () => {
  test.each([
    [25, 'http://127.0.0.1:1/token/p0/manifest.mpd is not available', 'manifest'],
    [27, 'http://127.0.0.1:1/token/p0/chunk-2-00003.m4s is not available', 'chunk-2-00003.m4s'],
    [3, 'MEDIA_ERR_DECODE', 'could not decode'],
    [99, 'what', 'dash.js error 99'],
  ])('code %i is one sentence without the address', (code, message, expected) => {
    const problem = problemOf({ type: 'error', error: { code, message } });
    expect(problem).toContain(expected);
    expect(problem).not.toContain('token');
    expect(problem).toMatch(/^[A-Z].*\.$/);
  });

  test('of an unknown shape are one, too', () => {
    expect(problemOf({ error: 'capability' })).toBe('The player failed and dash.js did not say why.');
  });
});
