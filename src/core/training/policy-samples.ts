import type { AdvantageScale } from './advantage-scale';

/** Decisions as they were taken, one a row. */
export interface TakenDecisions {
  readonly rows: number;
  /** 1 where the policy does not learn from the decision (distillation.ts). */
  readonly distilled: Uint8Array;
  readonly taken: Uint8Array;
  readonly logProbabilities: Float32Array;
}

/** Decisions that the policy learns from, as many as there are this time; of levels: `[sample * levels + level]`. */
export class PolicySamples {
  count = 0;
  /** Where the rollout has what was seen. */
  readonly rows: Int32Array;
  /** What a level's surrogate counts: 1 for the one taken, or a tried level's part of the tried ones' probability; else 0. */
  readonly shares: Float32Array;
  readonly logProbabilities: Float32Array;
  readonly advantages: Float32Array;
  /** Several levels of each were tried, and their advantages balance; else one level was taken. */
  private balanced = false;

  constructor(
    capacity: number,
    readonly levels: number,
  ) {
    this.rows = new Int32Array(capacity);
    this.shares = new Float32Array(capacity * levels);
    this.logProbabilities = new Float32Array(capacity * levels);
    this.advantages = new Float32Array(capacity * levels);
  }

  /** Empties it for decisions whose levels are tried. */
  clear(): void {
    this.count = 0;
    this.balanced = true;
    this.shares.fill(0);
  }

  /** Every decision of a rollout as it was taken, but for held ones (distillation.ts). */
  takeAll(rollout: TakenDecisions, advantages: Float32Array): void {
    this.clear();
    this.balanced = false;
    for (let row = 0; row < rollout.rows; row++) {
      if (rollout.distilled[row] === 1) continue;
      const at = this.count * this.levels + rollout.taken[row];
      this.rows[this.count] = row;
      this.count += 1;
      this.shares[at] = 1;
      this.logProbabilities[at] = rollout.logProbabilities[row];
      this.advantages[at] = advantages[row];
    }
  }

  /** See `advantageScalePower` of the hyper-parameters; `kinds` are those of the rollout's rows. */
  scaleAdvantages(scale: AdvantageScale, kinds: readonly string[], power: number): void {
    const { levels, advantages, count, rows, shares } = this;
    const sizes = new Float64Array(count);
    for (let i = 0; i < count * levels; i++)
      sizes[Math.floor(i / levels)] += shares[i] * Math.abs(advantages[i]);
    const own = Array.from({ length: count }, (_, sample) => kinds[rows[sample]]);
    scale.observe(own, sizes);
    for (let sample = 0; sample < count; sample++) {
      const weight = scale.weight(own[sample], power);
      for (let level = 0; level < levels; level++) advantages[sample * levels + level] *= weight;
    }
  }

  /** See `valueDamping` of the hyper-parameters; `values` are those of the rollout's rows. */
  dampen(values: Float32Array, damping: number): void {
    const { levels, advantages, count, rows } = this;
    for (let sample = 0; sample < count; sample++) {
      const weight = 1 / (1 + damping * Math.max(0, -values[rows[sample]]));
      for (let level = 0; level < levels; level++) advantages[sample * levels + level] *= weight;
    }
  }

  /**
   * Advantages of some samples in units of `scale` above `mean`, none beyond `limit` (0: no limit); those of a decision whose
   * levels were tried balance again after it.
   */
  normalized(samples: Int32Array, mean: number, scale: number, limit: number): Float32Array {
    const { levels, shares } = this;
    const out = new Float32Array(samples.length * levels);
    samples.forEach((sample, i) => {
      const from = sample * levels;
      let balance = 0;
      for (let level = 0; level < levels; level++) {
        const value = limited((this.advantages[from + level] - mean) / scale, limit);
        out[i * levels + level] = value;
        balance += shares[from + level] * value;
      }
      if (this.balanced) for (let level = 0; level < levels; level++) out[i * levels + level] -= balance;
    });
    return out;
  }

  /** Sums of the advantages, each level's by its share. */
  sums() {
    const { shares, count, levels } = this;
    let advantages = 0;
    let absoluteAdvantages = 0;
    let squaredAdvantages = 0;
    for (let i = 0; i < count * levels; i++) {
      const advantage = this.advantages[i];
      if (shares[i] === 0) continue;
      advantages += shares[i] * advantage;
      absoluteAdvantages += shares[i] * Math.abs(advantage);
      squaredAdvantages += shares[i] * advantage ** 2;
    }
    return { advantages, absoluteAdvantages, squaredAdvantages };
  }
}

function limited(value: number, limit: number): number {
  return limit > 0 ? Math.max(-limit, Math.min(limit, value)) : value;
}
