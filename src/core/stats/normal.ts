/** Chance that a standard normal number is above `z` >= 0, to about 1e-13 of itself however small it is. */
export function normalTail(z: number): number {
  return erfc(z / Math.SQRT2) / 2;
}

/** Complementary error function for x >= 0: a series below 2, a continued fraction from there. */
function erfc(x: number): number {
  return x < 2 ? 1 - erfSeries(x) : erfcFraction(x);
}

/** Abramowitz and Stegun 7.1.6. */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * sum; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** Abramowitz and Stegun 7.1.14, from the far end. */
function erfcFraction(x: number): number {
  let rest = x;
  for (let k = 100; k >= 1; k--) rest = x + k / 2 / rest;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * rest);
}
