import { normal, type Random } from '../../random';

/** One layer of variation: a standard deviation in the logarithm, forgotten over so many seconds (0: at once). */
export interface FadingLayer {
  readonly deviation: number;
  readonly memorySeconds: number;
}

/**
 * Values around 1 in steps: the exponential of a sum of first-order autoregressive layers (a discrete
 * Ornstein-Uhlenbeck process each), divided by its mean, so that layers change the variation and not the mean.
 */
export function* fading(
  random: Random,
  layers: readonly FadingLayer[],
  stepSeconds: number,
): Generator<number, never> {
  const states = layers.map(() => normal(random));
  const keeps = layers.map(({ memorySeconds }) =>
    memorySeconds === 0 ? 0 : Math.exp(-stepSeconds / memorySeconds),
  );
  const variance = layers.reduce((sum, { deviation }) => sum + deviation ** 2, 0);
  for (;;) {
    const sum = layers.reduce((total, { deviation }, i) => total + deviation * states[i], 0);
    yield Math.exp(sum - variance / 2);
    keeps.forEach((keep, i) => {
      states[i] = keep * states[i] + Math.sqrt(1 - keep ** 2) * normal(random);
    });
  }
}

/** A trace's own level around 1: the log-normal value at a share of the distribution. */
export function levelAt(share: number, deviation: number): number {
  return Math.exp(deviation * normalQuantile(share) - deviation ** 2 / 2);
}

/** The standard normal value below which a share lies (A. H. Hastings 1955, 26.2.23: error under 4.5e-4). */
export function normalQuantile(share: number): number {
  if (share > 0.5) return -normalQuantile(1 - share);
  const t = Math.sqrt(-2 * Math.log(Math.max(share, 1e-12)));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return above / below - t;
}
