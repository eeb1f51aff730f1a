/** Share of what was seen that still counts at the next look. */
const kept = 0.99;
/** Where little is known of a kind, the mean of all counts as so many decisions of it. */
const priorDecisions = 20;
/** A kind in which next to nothing is at stake does not count without bounds. */
const floor = 0.05;

class Mean {
  sum = 0;
  count = 0;

  forget(): void {
    this.sum *= kept;
    this.count *= kept;
  }

  add(value: number): void {
    this.sum += value;
    this.count += 1;
  }
}

/**
 * What is at stake at a decision, by the kind of its session: the mean size of the advantages of late, each decision's own
 * among them. On a rough link every decision moves the reward a hundred times as much as on a calm one; unless that is
 * levelled, rough links alone decide what is learnt.
 */
export class AdvantageScale {
  private readonly ofKinds = new Map<string, Mean>();
  private readonly ofAll = new Mean();

  /** Takes in the sizes of the advantages of some decisions, each in a session of a kind. */
  observe(kinds: readonly string[], sizes: ArrayLike<number>): void {
    for (const mean of this.ofKinds.values()) mean.forget();
    this.ofAll.forget();
    kinds.forEach((kind, i) => {
      const own = this.ofKinds.get(kind) ?? new Mean();
      own.add(sizes[i]);
      this.ofKinds.set(kind, own);
      this.ofAll.add(sizes[i]);
    });
  }

  /** Of a decision of this kind, over what is at stake in all. */
  of(kind: string): number {
    const { sum: total, count: all } = this.ofAll;
    if (total === 0) return 1;
    const { sum, count } = this.ofKinds.get(kind) ?? new Mean();
    const mean = total / all;
    return (sum + priorDecisions * mean) / (count + priorDecisions) / mean;
  }

  /** What an advantage in a session of this kind counts. */
  weight(kind: string, power: number): number {
    return Math.pow(floor + this.of(kind), -power);
  }
}
