/** A reward below -knee becomes -knee - ln(1 + what is beyond), so that one dead link does not drown a batch. */
export function softened(reward: number, knee: number): number {
  const beyond = -knee - reward;
  return beyond > 0 ? -knee - Math.log1p(beyond) : reward;
}
