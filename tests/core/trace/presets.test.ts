import { expect, test } from 'vitest';
import { bandwidthPresets, presetOf, SLIDER_KBPS, UNLIMITED_KBPS } from '../../../src/core/trace/presets';

test('Slow 3G and Fast 3G are those of the browser tools', () => {
  expect(presetOf({ kbps: 400, addedLatencyMs: 2000 })?.name).toBe('Slow 3G');
  expect(presetOf({ kbps: 1440, addedLatencyMs: 562.5 })?.name).toBe('Fast 3G');
});

test('a preset is known by bandwidth and latency together', () => {
  expect(presetOf({ kbps: 400, addedLatencyMs: 0 })).toBeNull();
  expect(presetOf({ kbps: 0, addedLatencyMs: 0 })?.id).toBe('offline');
  expect(presetOf({ kbps: null, addedLatencyMs: 0 })?.id).toBe('unlimited');
});

test('every limited preset lies on the slider, under an id and a name of its own', () => {
  const limited = bandwidthPresets.flatMap(({ kbps }) => (kbps ? [kbps] : []));
  expect(limited.every((kbps) => kbps >= SLIDER_KBPS.min && kbps <= SLIDER_KBPS.max)).toBe(true);
  expect(new Set(bandwidthPresets.map(({ id }) => id)).size).toBe(bandwidthPresets.length);
  expect(new Set(bandwidthPresets.map(({ name }) => name)).size).toBe(bandwidthPresets.length);
  expect(UNLIMITED_KBPS).toBeGreaterThan(SLIDER_KBPS.max);
});
