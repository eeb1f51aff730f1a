import type { Download } from '../model/algorithm';

/** Half-lives in seconds of download time. */
const halfLivesSeconds = [4, 16, 64] as const;
export const memoryCount = halfLivesSeconds.length;

/**
 * What a session's downloads have shown beyond the last few: for each half-life the running mean of the logarithm of the
 * throughput (natural, of kbps) and its deviation, both weighted by download time, so that chunks of any length count
 * alike.
 */
export class ThroughputMemory {
  readonly means = new Float64Array(memoryCount);
  readonly deviations = new Float64Array(memoryCount);
  private readonly weights = new Float64Array(memoryCount);
  private readonly sums = new Float64Array(memoryCount);
  private readonly squares = new Float64Array(memoryCount);
  private seen = 0;

  /** What has been seen so far, to go on by itself. */
  fork(): ThroughputMemory {
    const other = new ThroughputMemory();
    other.means.set(this.means);
    other.deviations.set(this.deviations);
    other.weights.set(this.weights);
    other.sums.set(this.sums);
    other.squares.set(this.squares);
    other.seen = this.seen;
    return other;
  }

  /** Takes in the downloads that are new since the last call. */
  observe(downloads: readonly Download[]): void {
    for (; this.seen < downloads.length; this.seen++) this.add(downloads[this.seen]);
  }

  private add({ kilobits, seconds }: Download): void {
    const value = Math.log(kilobits / seconds);
    for (let i = 0; i < memoryCount; i++) {
      const keep = Math.pow(0.5, seconds / halfLivesSeconds[i]);
      const gain = 1 - keep;
      this.weights[i] = keep * this.weights[i] + gain;
      this.sums[i] = keep * this.sums[i] + gain * value;
      this.squares[i] = keep * this.squares[i] + gain * value * value;
      const mean = this.sums[i] / this.weights[i];
      this.means[i] = mean;
      this.deviations[i] = Math.sqrt(Math.max(0, this.squares[i] / this.weights[i] - mean * mean));
    }
  }
}
