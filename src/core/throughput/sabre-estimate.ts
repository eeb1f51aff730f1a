import type { Download } from '../abr/algorithm';
import { Ewma } from './ewma';

/** Below this a download's time counts as this (a cached chunk), so that no rate is infinite. */
const shortestSeconds = 1e-6;

/**
 * The estimate of Sabre (Spiteri et al., MMSys 2018): two EWMAs with half-lives of 3 and 8 s. Throughput excludes the
 * time to the first byte, is weighted by download time, and is the lower of the two; latency is weighted by the count of
 * chunks and is the higher of the two.
 */
export class SabreEstimate {
  throughputKbps: number | null = null;
  latencySeconds = 0;
  private seen = 0;
  private readonly throughputs = halfLivesSeconds.map((seconds) => new Ewma(seconds));
  private readonly latencies: readonly Ewma[];

  constructor(chunkSeconds: number) {
    this.latencies = halfLivesSeconds.map((seconds) => new Ewma(seconds / chunkSeconds));
  }

  /** Takes in what has come since the last call. */
  update(downloads: readonly Download[]): void {
    for (; this.seen < downloads.length; this.seen++) this.add(downloads[this.seen]);
  }

  private add({ kilobits, seconds, firstByteSeconds }: Download): void {
    const transferSeconds = Math.max(seconds - firstByteSeconds, shortestSeconds);
    for (const ewma of this.throughputs) ewma.add(transferSeconds, kilobits / transferSeconds);
    for (const ewma of this.latencies) ewma.add(1, firstByteSeconds);
    this.throughputKbps = Math.min(...this.throughputs.map(({ mean }) => mean ?? Infinity));
    this.latencySeconds = Math.max(...this.latencies.map(({ mean }) => mean ?? 0));
  }
}

const halfLivesSeconds = [3, 8] as const;
