import type { Rollout } from './rollout';

/** Decisions that the policy learns from, as many as there are this time; of levels: `[sample * levels + level]`. */
export class PolicySamples {
  count = 0;
  /** Where the rollout has what was seen. */
  readonly rows: Int32Array;
  /** What a level's surrogate counts: 1 for the one taken, or each tried level's probability; 0 for the others. */
  readonly shares: Float32Array;
  readonly logProbabilities: Float32Array;
  readonly advantages: Float32Array;

  constructor(
    capacity: number,
    readonly levels: number,
  ) {
    this.rows = new Int32Array(capacity);
    this.shares = new Float32Array(capacity * levels);
    this.logProbabilities = new Float32Array(capacity * levels);
    this.advantages = new Float32Array(capacity * levels);
  }

  clear(): void {
    this.count = 0;
    this.shares.fill(0);
  }

  /** Every decision of a rollout as it was taken. */
  takeAll(rollout: Pick<Rollout, 'rows' | 'taken' | 'logProbabilities'>, advantages: Float32Array): void {
    this.clear();
    this.count = rollout.rows;
    for (let row = 0; row < rollout.rows; row++) {
      const at = row * this.levels + rollout.taken[row];
      this.rows[row] = row;
      this.shares[at] = 1;
      this.logProbabilities[at] = rollout.logProbabilities[row];
      this.advantages[at] = advantages[row];
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
