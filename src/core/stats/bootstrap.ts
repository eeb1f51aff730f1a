import { makeRandom } from './random';
import { quantile } from './statistics';

const resamples = 4000;

/** Of the resamples where a benchmark states none. */
export const bootstrapSeed = 95;

/** From, to. */
export type Interval = readonly [number, number];

/**
 * Means of each column over 4000 resamples of the rows, drawn with replacement (Efron 1979). All columns share their rows in each
 * resample, so that the difference of two of them is the paired one.
 */
export function resampledMeans(columns: readonly (readonly number[])[], seed: number): Float64Array[] {
  const random = makeRandom(seed);
  const rows = columns[0]?.length ?? 0;
  const drawn = new Uint32Array(rows);
  const means = columns.map(() => new Float64Array(resamples));
  for (let i = 0; i < resamples; i++) {
    for (let k = 0; k < rows; k++) drawn[k] = Math.floor(random() * rows);
    for (let column = 0; column < columns.length; column++) {
      const values = columns[column];
      let sum = 0;
      for (let k = 0; k < rows; k++) sum += values[drawn[k]];
      means[column][i] = sum / rows;
    }
  }
  return means;
}

/** The middle 95 % of resampled means (percentile method). */
export function percentileInterval(means: Float64Array): Interval {
  const sorted = Float64Array.from(means).sort();
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/** 95 % interval of the mean by the bootstrap over the values; the same values and seed give the same interval. */
export function bootstrapInterval(values: readonly number[], seed = bootstrapSeed): Interval {
  return percentileInterval(resampledMeans([values], seed)[0]);
}
