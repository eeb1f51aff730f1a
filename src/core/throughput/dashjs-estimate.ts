import type { Download } from '../model/algorithm';
import { FastSlow } from './fast-slow';

const fastSeconds = 3;
const slowSeconds = 8;
/** Seconds of weight for a second of download. */
const weightPerSecond = 1.5;

/**
 * The estimate of dash.js 5.2 (ThroughputModel and ThroughputController, Resource Timing at hand): the lower of two EWMAs with
 * half-lives of 3 and 8 s over whole kbps, time to first byte left out, a second of download weighing 1.5 s.
 */
export class DashjsEstimate {
  private readonly rates = new FastSlow(fastSeconds, slowSeconds);
  private seen = 0;

  /** Takes in what has come since the last call. */
  update(downloads: readonly Download[]): void {
    for (; this.seen < downloads.length; this.seen++) this.add(downloads[this.seen]);
  }

  /** The average in whole kbps; null before the first measure. */
  get kbps(): number | null {
    const { lower } = this.rates;
    return lower === null ? null : Math.round(lower);
  }

  private add({ kilobits, seconds, firstByteSeconds }: Download): void {
    const transferSeconds = seconds - firstByteSeconds;
    if (!(transferSeconds > 0)) return;
    this.rates.add(weightPerSecond * transferSeconds, Math.round(kilobits / transferSeconds));
  }
}
