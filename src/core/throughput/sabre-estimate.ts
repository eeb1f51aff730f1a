import type { Download } from '../model/algorithm';
import { FastSlow } from './fast-slow';

/** Below this a download's time counts as this (a cached chunk), so that no rate is infinite. */
const shortestSeconds = 1e-6;
const fastSeconds = 3;
const slowSeconds = 8;

/**
 * The estimate of Sabre (Spiteri et al., MMSys 2018): two EWMAs with half-lives of 3 and 8 s. Throughput excludes the
 * time to the first byte, is weighted by download time, and is the lower of the two; latency is weighted by the count of
 * chunks and is the higher of the two.
 */
export class SabreEstimate {
  throughputKbps: number | null = null;
  latencySeconds = 0;
  private seen = 0;
  private readonly throughputs = new FastSlow(fastSeconds, slowSeconds);
  private readonly latencies: FastSlow;

  constructor(chunkSeconds: number) {
    this.latencies = new FastSlow(fastSeconds / chunkSeconds, slowSeconds / chunkSeconds);
  }

  /** Takes in what has come since the last call. */
  update(downloads: readonly Download[]): void {
    if (this.seen === downloads.length) return;
    for (; this.seen < downloads.length; this.seen++) this.add(downloads[this.seen]);
    this.throughputKbps = this.throughputs.lower;
    this.latencySeconds = this.latencies.higher ?? 0;
  }

  private add({ kilobits, seconds, firstByteSeconds }: Download): void {
    const transferSeconds = Math.max(seconds - firstByteSeconds, shortestSeconds);
    this.throughputs.add(transferSeconds, kilobits / transferSeconds);
    this.latencies.add(1, firstByteSeconds);
  }
}
