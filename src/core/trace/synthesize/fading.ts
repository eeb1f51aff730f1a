import { normal, type Random } from '../../stats/random';

/** One layer of variation: a standard deviation in the logarithm, forgotten over so many seconds (0: at once). */
export interface FadingLayer {
  readonly deviation: number;
  readonly memorySeconds: number;
}

export interface FadingOptions {
  readonly layers: readonly FadingLayer[];
  readonly steps: number;
  readonly stepSeconds: number;
}

/**
 * Steps around 1: the exponential of a sum of first-order autoregressive layers (a discrete Ornstein-Uhlenbeck process
 * each), divided by their mean, so that layers change the variation of a trace and never its mean.
 */
export function fading(random: Random, { layers, steps, stepSeconds }: FadingOptions): number[] {
  const logarithms = new Float64Array(steps);
  for (const { deviation, memorySeconds } of layers) {
    const keep = memorySeconds === 0 ? 0 : Math.exp(-stepSeconds / memorySeconds);
    const renewal = Math.sqrt(1 - keep ** 2);
    let state = normal(random);
    for (let i = 0; i < steps; i++) {
      logarithms[i] += deviation * state;
      state = keep * state + renewal * normal(random);
    }
  }
  const factors = Array.from(logarithms, Math.exp);
  const mean = factors.reduce((sum, factor) => sum + factor, 0) / steps;
  return factors.map((factor) => factor / mean);
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
