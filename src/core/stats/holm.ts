/**
 * Holm's correction (Scandinavian Journal of Statistics 1979): p values of one family of comparisons, made such that those
 * below a bound hold together with that chance of any false one. In the order given.
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, i) => i).sort((a, b) => ps[a] - ps[b]);
  const corrected = ps.map(() => 1);
  let largest = 0;
  order.forEach((at, rank) => {
    largest = Math.max(largest, Math.min(1, (ps.length - rank) * ps[at]));
    corrected[at] = largest;
  });
  return corrected;
}
