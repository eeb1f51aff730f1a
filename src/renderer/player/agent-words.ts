import type { AgentDecision } from './live-agent';
import { bandwidth, decimal } from '../ui/format';

/** What the agent saw, as short facts. */
export function seenFacts({ view }: AgentDecision): { name: string; value: string }[] {
  const { downloads, bufferSeconds, bufferCapSeconds, chunksLeft } = view.observation;
  const last = downloads[downloads.length - 1];
  const recent = downloads.slice(-5);
  const harmonic = recent.length / recent.reduce((sum, { kilobits, seconds }) => sum + seconds / kilobits, 0);
  return [
    { name: 'last throughput', value: bandwidth(last.kilobits / last.seconds) },
    { name: `harmonic mean of ${recent.length}`, value: bandwidth(harmonic) },
    { name: 'buffer', value: `${decimal(bufferSeconds, 1)} of ${decimal(bufferCapSeconds, 0)} s` },
    { name: 'chunks left', value: String(chunksLeft) },
  ];
}

/** Why this level and not the one above, by the last throughput; and what would have to change. */
export function agentWords(decision: AgentDecision, names: readonly string[]): string[] {
  return [whyNotHigher(decision, names), ...turns(decision)].filter((sentence) => sentence !== '');
}

function whyNotHigher({ view }: AgentDecision, names: readonly string[]): string {
  const { level, observation } = view;
  const above = level + 1;
  if (above >= names.length) return `${names[level]} is the highest level there is.`;
  const { downloads, bufferSeconds, chunkSeconds, ladderKbps, upcomingChunkKilobits } = observation;
  const last = downloads[downloads.length - 1];
  const kilobits = upcomingChunkKilobits?.[0]?.[above] ?? ladderKbps[above] * chunkSeconds;
  const seconds = (kilobits * last.seconds) / last.kilobits;
  const late = seconds - bufferSeconds;
  return late > 0
    ? `At the last throughput ${names[above]} would come ${decimal(late, 1)} s after the buffer is empty.`
    : `At the last throughput ${names[above]} would take ${decimal(seconds, 1)} s of the ${decimal(bufferSeconds, 1)} s buffered.`;
}

function turns({ sensitivity }: AgentDecision): string[] {
  const { throughputKbps, bufferSeconds } = sensitivity;
  const up = [
    throughputKbps.upAt === null ? null : `from ${bandwidth(throughputKbps.upAt)}`,
    bufferSeconds.upAt === null ? null : `with ${decimal(bufferSeconds.upAt, 1)} s of buffer`,
  ].filter((part) => part !== null);
  const down = [
    throughputKbps.downAt === null ? null : `at ${bandwidth(throughputKbps.downAt)}`,
    bufferSeconds.downAt === null ? null : `with ${decimal(bufferSeconds.downAt, 1)} s of buffer`,
  ].filter((part) => part !== null);
  return [
    up.length > 0 ? `It would go up ${up.join(', or ')}.` : '',
    down.length > 0 ? `It would go down ${down.join(', or ')}.` : '',
  ];
}
