const bucketsPerDoubling = 32;
const smallest = 1e-3;
const bucketCount = 40 * bucketsPerDoubling;

/** Counts of positive values in buckets about 2 % wide: quantiles of millions of timings in the space of a page. */
export class Histogram {
  readonly counts: Float64Array;

  constructor(counts: ArrayLike<number> = { length: bucketCount }) {
    this.counts = new Float64Array(bucketCount);
    for (let i = 0; i < Math.min(counts.length, bucketCount); i++) this.counts[i] = counts[i] ?? 0;
  }

  add(value: number): void {
    const bucket = Math.floor(Math.log2(Math.max(value, smallest) / smallest) * bucketsPerDoubling);
    this.counts[Math.min(bucket, bucketCount - 1)] += 1;
  }

  merge(other: Histogram): void {
    for (let i = 0; i < bucketCount; i++) this.counts[i] += other.counts[i];
  }

  /** Buckets that are not empty: bucket and count, in turn. */
  pairs(): number[] {
    return Array.from(this.counts).flatMap((count, bucket) => (count > 0 ? [bucket, count] : []));
  }

  /** Adds what `pairs` gave. */
  addPairs(pairs: readonly number[]): void {
    for (let i = 0; i + 1 < pairs.length; i += 2) {
      if (pairs[i] in this.counts) this.counts[pairs[i]] += pairs[i + 1];
    }
  }

  /** The middle of the bucket that holds the quantile; null when nothing was added. */
  quantile(share: number): number | null {
    const total = this.counts.reduce((sum, count) => sum + count, 0);
    if (total === 0) return null;
    let seen = 0;
    const bucket = this.counts.findIndex((count) => (seen += count) >= share * total);
    return smallest * 2 ** ((bucket + 0.5) / bucketsPerDoubling);
  }
}
