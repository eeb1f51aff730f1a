import { makeRandom } from '../stats/random';

export const splitParts = ['train', 'validation', 'test'] as const;
export type SplitPart = (typeof splitParts)[number];

export interface SplitOptions {
  /** How much goes to each part, in any unit (8, 1, 1 or 80, 10, 10); 0 leaves a part empty. */
  readonly shares: readonly [train: number, validation: number, test: number];
  readonly seed: number;
}

/**
 * The part of each trace, by the seed. Traces of one group (pieces of one original) stay together, and the outcome does
 * not depend on the order in which traces come. Groups are shuffled, then each goes to the part that lacks most.
 */
export function splitTraces(groups: readonly string[], { shares, seed }: SplitOptions): SplitPart[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (!(shares.every((share) => share >= 0) && total > 0 && total < Infinity)) {
    throw new Error(`shares must be >= 0 and not all 0, got ${shares.join(', ')}`);
  }
  const sizes = new Map<string, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const lacking = shares.map((share) => (share / total) * groups.length);
  const partOf = new Map<string, SplitPart>();
  for (const group of shuffled([...sizes.keys()].sort(), seed)) {
    const part = lacking.indexOf(Math.max(...lacking));
    lacking[part] -= sizes.get(group) ?? 0;
    partOf.set(group, splitParts[part]);
  }
  return groups.map((group) => partOf.get(group) ?? 'train');
}

/** Fisher-Yates. */
function shuffled(items: readonly string[], seed: number): string[] {
  const random = makeRandom(seed);
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}
