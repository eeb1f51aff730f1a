import type { Download } from '../model/algorithm';

/** Throughput of one download in kbps: size over the time from request to last byte. */
export function throughputKbps({ kilobits, seconds }: Download): number {
  return kilobits / seconds;
}

/**
 * Harmonic mean in kbps of the throughputs of up to `window` downloads before index `end` (the last ones by default);
 * null when there are none. Large samples cannot outweigh small ones (FESTIVE, CoNEXT 2012).
 */
export function harmonicMeanKbps(
  downloads: readonly Download[],
  window: number,
  end: number = downloads.length,
): number | null {
  const start = Math.max(0, end - window);
  if (start === end) return null;
  let sum = 0;
  for (let i = start; i < end; i++) sum += 1 / throughputKbps(downloads[i]);
  return 1 / (sum / (end - start));
}
