import { normalTail } from './normal';

export interface WilcoxonTest {
  /** Two-sided; 1 when no pair differs. */
  readonly p: number;
  /** Sum of the ranks of the differences above 0. */
  readonly rankSum: number;
  /** `exact`: over all signs of the ranks; `normal`: the approximation, corrected for ties. */
  readonly method: 'exact' | 'normal';
}

/** Up to so many pairs the exact distribution is used: without ties and zeros, and with them. As SciPy's `auto`. */
const mostExact = 50;
const mostExactWithTies = 13;

/**
 * Wilcoxon's signed-rank test of paired differences (Biometrics Bulletin 1945), two-sided. As SciPy's `wilcoxon` by default:
 * pairs without a difference are left out, equal sizes share their mean rank, no continuity correction.
 */
export function wilcoxon(differences: readonly number[]): WilcoxonTest {
  const kept = differences.filter((difference) => difference !== 0);
  if (kept.length === 0) return { p: 1, rankSum: 0, method: 'exact' };
  const { ranks, tieTerm } = meanRanks(kept.map(Math.abs));
  const rankSum = kept.reduce((sum, difference, i) => (difference > 0 ? sum + ranks[i] : sum), 0);
  const untied = tieTerm === 0 && kept.length === differences.length;
  const isExact = differences.length <= (untied ? mostExact : mostExactWithTies);
  const p = isExact ? exactP(ranks, rankSum) : normalP(kept.length, tieTerm, rankSum);
  return { p, rankSum, method: isExact ? 'exact' : 'normal' };
}

/** Ranks from 1; the tie term is the sum of t^3 - t over groups of t equal values. */
function meanRanks(values: readonly number[]): { ranks: number[]; tieTerm: number } {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = values.map(() => 0);
  let tieTerm = 0;
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let i = from; i < to; i++) ranks[order[i]] = (from + 1 + to) / 2;
    tieTerm += (to - from) ** 3 - (to - from);
    from = to;
  }
  return { ranks, tieTerm };
}

/** Twice the smaller tail, at most 1, were each rank's sign a fair coin. Mean ranks may be halves, so doubled ones are summed. */
function exactP(ranks: readonly number[], rankSum: number): number {
  const doubled = ranks.map((rank) => 2 * rank);
  const total = doubled.reduce((sum, rank) => sum + rank, 0);
  const chances = new Float64Array(total + 1);
  chances[0] = 1;
  let reached = 0;
  for (const rank of doubled) {
    for (let sum = reached; sum >= 0; sum--) {
      chances[sum] /= 2;
      chances[sum + rank] += chances[sum];
    }
    reached += rank;
  }
  const at = 2 * rankSum;
  const [low, high] = [Math.min(at, total - at), Math.max(at, total - at)];
  if (low === high) return 1;
  let tail = 0;
  for (let sum = 0; sum <= low; sum++) tail += chances[sum];
  return Math.min(1, 2 * tail);
}

function normalP(pairs: number, tieTerm: number, rankSum: number): number {
  const middle = (pairs * (pairs + 1)) / 4;
  const variance = (pairs * (pairs + 1) * (2 * pairs + 1) - tieTerm / 2) / 24;
  return Math.min(1, 2 * normalTail(Math.abs(rankSum - middle) / Math.sqrt(variance)));
}
