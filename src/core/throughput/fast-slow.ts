import { Ewma } from './ewma';

/** Two EWMAs of the same samples; players take the more careful of both. */
export class FastSlow {
  private readonly fast: Ewma;
  private readonly slow: Ewma;

  constructor(fastHalfLife: number, slowHalfLife: number) {
    this.fast = new Ewma(fastHalfLife);
    this.slow = new Ewma(slowHalfLife);
  }

  add(weight: number, value: number): void {
    this.fast.add(weight, value);
    this.slow.add(weight, value);
  }

  /** null before the first weight. */
  get lower(): number | null {
    const { mean } = this.fast;
    return mean === null ? null : Math.min(mean, this.slow.mean ?? mean);
  }

  /** null before the first weight. */
  get higher(): number | null {
    const { mean } = this.fast;
    return mean === null ? null : Math.max(mean, this.slow.mean ?? mean);
  }
}
