import type { Download } from '../model/algorithm';
import { FastSlow } from './fast-slow';

const startKbps = 1000;
/** Below these a sample, or all of them, is no measure: 16 kB, 128 kB, 5 ms. */
const leastKilobits = 16 * 8;
const leastTotalKilobits = 128 * 8;
const cachedSeconds = 0.005;

/**
 * The estimate of Shaka Player 5.2 (EwmaBandwidthEstimator with its default settings): the lower of two EWMAs with half-lives
 * of 2 and 5 s, time to first byte included.
 */
export class ShakaEstimate {
  private readonly rates = new FastSlow(2, 5);
  private totalKilobits = 0;

  add({ kilobits, seconds }: Download): void {
    if (seconds < cachedSeconds || kilobits < leastKilobits) return;
    this.totalKilobits += kilobits;
    this.rates.add(seconds, kilobits / seconds);
  }

  get trusted(): boolean {
    return this.totalKilobits >= leastTotalKilobits;
  }

  get kbps(): number {
    return this.trusted ? (this.rates.lower ?? startKbps) : startKbps;
  }
}
