import { algorithms as registry } from '../abr/registry';
import { decimal } from '../text/number';
import type { AlgorithmReport, CellReport, Difference } from './report';

/** Below this, chance is no explanation that anybody would take. */
const usualLevel = 0.05;

/**
 * What a cell found, in one sentence: who wins by mean QoE, by how much over the baseline (over the next best, when the
 * baseline wins), and how sure that is. Algorithms that see the future do not take part. null while nothing was played.
 */
export function answer({ algorithms, qoeName, traceSetName }: CellReport): string | null {
  const ranked = rankedOf(algorithms);
  if (ranked.length === 0) return null;
  const [winner, second] = ranked;
  const figure = `a mean QoE (${qoeName}) of ${decimal(winner.meanQoe, 3)} a chunk on ${traceSetName}`;
  if (ranked.length === 1) return `${winner.name} has ${figure}.`;
  const baseline = ranked.find(({ difference }) => difference === null);
  const rival = winner === baseline || baseline === undefined ? second : baseline;
  const lead = leadOf(winner, rival);
  if (lead === null)
    return `${winner.name} is ahead with ${figure}; ${second.name} is second with ${decimal(second.meanQoe, 3)}.`;
  const next = second === rival ? '' : `; ${second.name} is second with ${decimal(second.meanQoe, 3)}`;
  return `${winner.name} ${verbOf(lead)} with ${figure}, ${amount(lead)} above ${rival.name}, better on ${lead.wins} of ${winner.traces} traces; ${surety(lead)}${next}.`;
}

/** Those that could play live, best first: what sees the future does not take part. */
export function rankedOf(algorithms: readonly AlgorithmReport[]): AlgorithmReport[] {
  return algorithms.filter(({ id }) => !seesFuture(id)).sort((a, b) => b.meanQoe - a.meanQoe);
}

/** True of an algorithm that knows the trace before it plays; of one that is not known here (an older run's), false. */
export function seesFuture(id: string): boolean {
  const name = id.split(':')[0];
  return registry.some((entry) => entry.id === name && entry.clairvoyant === true);
}

/** How the winner stands to the rival; null when neither of them is the baseline, to which alone differences are known. */
function leadOf(winner: AlgorithmReport, rival: AlgorithmReport): Difference | null {
  if (rival.difference === null) return winner.difference;
  if (winner.difference !== null) return null;
  const { mean, ci95, wins, losses } = rival.difference;
  return { ...rival.difference, mean: -mean, ci95: [-ci95[1], -ci95[0]], wins: losses, losses: wins };
}

function verbOf({ pHolm }: Difference): string {
  return pHolm < usualLevel ? 'wins' : 'is ahead';
}

function amount({ mean, ci95 }: Difference): string {
  return `${decimal(mean, 3)} (95 % interval ${decimal(ci95[0], 3)} to ${decimal(ci95[1], 3)})`;
}

function surety({ pHolm }: Difference): string {
  const p = pHolm < 0.001 ? 'p < 0.001' : `p = ${decimal(pHolm, 3)}`;
  return pHolm < usualLevel ? `chance alone would hardly do that (${p})` : `that may be chance (${p})`;
}
