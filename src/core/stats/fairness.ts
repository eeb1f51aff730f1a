/**
 * Jain's fairness index (R. Jain, 1984): 1 when all shares are equal, 1/n when one takes everything.
 * null when nothing has been shared out yet.
 */
export function jainIndex(shares: readonly number[]): number | null {
  const sum = shares.reduce((total, share) => total + share, 0);
  const squares = shares.reduce((total, share) => total + share * share, 0);
  // Rounding may lift equal shares a hair above 1.
  return squares > 0 ? Math.min(1, (sum * sum) / (shares.length * squares)) : null;
}
