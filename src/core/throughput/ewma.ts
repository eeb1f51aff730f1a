/**
 * Exponentially weighted mean with the zero bias taken out: a value of weight w moves the mean by 1 - 0.5^(w / halfLife).
 * Weights and half-life share a unit (seconds of download, or a count of samples).
 */
export class Ewma {
  private estimate = 0;
  private totalWeight = 0;

  /** @throws Error when the half-life is not above 0. */
  constructor(private readonly halfLife: number) {
    if (!(halfLife > 0)) throw new Error(`halfLife must be > 0, got ${halfLife}`);
  }

  add(weight: number, value: number): void {
    const kept = Math.pow(0.5, weight / this.halfLife);
    this.estimate = kept * this.estimate + (1 - kept) * value;
    this.totalWeight += weight;
  }

  /** The mean so far; null before the first weight. */
  get mean(): number | null {
    if (this.totalWeight === 0) return null;
    return this.estimate / (1 - Math.pow(0.5, this.totalWeight / this.halfLife));
  }
}
