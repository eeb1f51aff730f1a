import { decimal } from '../text/number';
import type { SessionSummary } from './summary';

/** A session in the running: the name that the sentence says, and its numbers. */
export interface Contender {
  readonly name: string;
  readonly summary: Pick<SessionSummary, 'chunks' | 'qoe'>;
}

/** Differences below this cannot be seen in two decimals, and decide nothing. */
const VISIBLE = 0.005;

/**
 * Who won by mean QoE per chunk, and why, in one sentence: the parts of QoE (quality, stalls, switches) in which the
 * winner is ahead of the runner-up, and what they had to outweigh. null while fewer than two sessions have a chunk
 * that counts (chunk 0 does not).
 */
export function verdict(contenders: readonly Contender[]): string | null {
  const ranked = contenders
    .filter(({ summary }) => summary.chunks > 1)
    .sort((a, b) => b.summary.qoe.total - a.summary.qoe.total);
  if (ranked.length < 2) return null;
  const best = ranked[0].summary.qoe.total;
  const tied = ranked.filter(({ summary }) => best - summary.qoe.total < VISIBLE);
  if (tied.length > 1) return tie(tied, ranked.length);
  const [winner, second] = ranked;
  const ahead = decimal(best - second.summary.qoe.total);
  return `${winner.name} wins with a QoE of ${decimal(best)} per chunk, ${ahead} ahead of ${second.name}: ${why(winner, second)}.`;
}

function tie(tied: readonly Contender[], of: number): string {
  const names = list(tied.map(({ name }) => name));
  const all = tied.length === of ? '' : ' for the first place';
  return `${names} tie${all} with a QoE of ${decimal(tied[0].summary.qoe.total)} per chunk.`;
}

function why(winner: Contender, second: Contender): string {
  const a = winner.summary.qoe;
  const b = second.summary.qoe;
  const parts = [
    { gain: a.quality - b.quality, better: 'higher quality', worse: 'lower quality' },
    { gain: a.stall - b.stall, better: 'less stalling', worse: 'more stalling' },
    { gain: a.switches - b.switches, better: 'smoother switching', worse: 'rougher switching' },
  ].sort((first, next) => Math.abs(next.gain) - Math.abs(first.gain));
  const gains = parts.filter(({ gain }) => gain >= VISIBLE);
  const losses = parts.filter(({ gain }) => gain <= -VISIBLE);
  const won = list(gains.map(({ better, gain }) => `${better} (+${decimal(gain)})`));
  if (gains.length === 0) return 'a little better throughout';
  if (losses.length === 0) return `${won} made the difference`;
  const lost = list(losses.map(({ worse, gain }) => `${worse} (\u2212${decimal(-gain)})`));
  return `${won} ${gains.length === 1 ? 'outweighs' : 'outweigh'} ${lost}`;
}

function list(items: readonly string[]): string {
  if (items.length <= 1) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
