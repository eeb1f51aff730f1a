/** What stands for "unlimited" wherever a number is needed: 1 Gbit/s, ten times the end of the slider. */
export const UNLIMITED_KBPS = 1_000_000;

/** The longest wait that can be added before the first byte of each request. */
export const MAX_ADDED_LATENCY_MS = 60_000;

/** The ends of the bandwidth slider. */
export const SLIDER_KBPS = { min: 50, max: 100_000 } as const;

/** A network under the name that people know. */
export interface BandwidthPreset {
  readonly id: string;
  readonly name: string;
  /** Capacity downwards; null is unlimited, 0 is offline. */
  readonly kbps: number | null;
  /** Wait before the first byte of each request. */
  readonly addedLatencyMs: number;
}

/**
 * Slow 3G and Fast 3G as Chromium's DevTools simulate them (their presets after the adjustment factors);
 * the others are typical figures chosen here, and this is the only place that states them.
 */
export const bandwidthPresets: readonly BandwidthPreset[] = [
  { id: 'offline', name: 'Offline', kbps: 0, addedLatencyMs: 0 },
  { id: 'slow-3g', name: 'Slow 3G', kbps: 400, addedLatencyMs: 2000 },
  { id: 'fast-3g', name: 'Fast 3G', kbps: 1440, addedLatencyMs: 562.5 },
  { id: '4g', name: '4G', kbps: 9000, addedLatencyMs: 60 },
  { id: 'dsl', name: 'DSL', kbps: 16_000, addedLatencyMs: 25 },
  { id: 'wi-fi', name: 'Wi-Fi', kbps: 50_000, addedLatencyMs: 5 },
  { id: 'unlimited', name: 'Unlimited', kbps: null, addedLatencyMs: 0 },
];

/** The preset that a setting is, or null when it is a setting of its own. */
export function presetOf({
  kbps,
  addedLatencyMs,
}: Pick<BandwidthPreset, 'kbps' | 'addedLatencyMs'>): BandwidthPreset | null {
  const matching = bandwidthPresets.filter((preset) => preset.kbps === kbps);
  return matching.find((preset) => preset.addedLatencyMs === addedLatencyMs) ?? null;
}
