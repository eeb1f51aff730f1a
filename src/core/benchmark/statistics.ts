import { makeRandom } from '../random';

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value below which a share of the sorted values lies, interpolated between neighbours (R's type 7). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}

const resamples = 4000;
const seed = 95;

/**
 * 95 % interval of the mean by the bootstrap over the values (percentile method; Efron 1979), with a fixed seed, so
 * that the same values give the same interval.
 */
export function bootstrapInterval(values: readonly number[]): [number, number] {
  const random = makeRandom(seed);
  const means = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) {
    let sum = 0;
    for (let k = 0; k < values.length; k++) sum += values[Math.floor(random() * values.length)];
    means[i] = sum / values.length;
  }
  means.sort();
  return [quantile(means, 0.025), quantile(means, 0.975)];
}
