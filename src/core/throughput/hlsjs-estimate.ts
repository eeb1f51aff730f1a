import type { Download } from '../model/algorithm';
import { Ewma } from './ewma';
import { FastSlow } from './fast-slow';

const fastSeconds = 3;
const slowSeconds = 9;
const startFirstByteSeconds = 0.1;
const leastFirstByteSeconds = 0.005;
/** A sample lasts at least 50 ms, or what it would take at 800 Mbps. */
const leastSeconds = 0.05;
const fastestKbps = 800_000;
const leastWeight = 0.001;

/**
 * The estimate of hls.js 1.7 (EwmaBandWidthEstimator): the lower of two EWMAs with half-lives of 3 and 9 s, where of each
 * download's time the smaller of its own and the usual time to first byte is left out.
 */
export class HlsjsEstimate {
  private readonly rates = new FastSlow(fastSeconds, slowSeconds);
  private readonly firstBytes = new Ewma(slowSeconds);
  private totalWeight = 0;

  constructor(private readonly startKbps: number) {}

  add({ kilobits, seconds, firstByteSeconds }: Download): void {
    const weight = Math.SQRT2 * Math.exp(-(firstByteSeconds ** 2) / 2);
    this.firstBytes.add(weight, Math.max(firstByteSeconds, leastFirstByteSeconds));
    if (!(kilobits > 0)) return;
    const transferSeconds = seconds - Math.min(firstByteSeconds, this.firstByteSeconds);
    const counted = Math.max(transferSeconds, Math.min(leastSeconds, kilobits / fastestKbps));
    this.rates.add(counted, kilobits / counted);
    this.totalWeight += counted;
  }

  /** Whether there is a measure at all. */
  get measured(): boolean {
    return this.totalWeight >= leastWeight;
  }

  get kbps(): number {
    return this.measured ? (this.rates.lower ?? this.startKbps) : this.startKbps;
  }

  get firstByteSeconds(): number {
    return this.firstBytes.mean ?? startFirstByteSeconds;
  }
}
