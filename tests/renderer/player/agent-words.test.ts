import { expect, test } from 'vitest';
import { agentWords, seenFacts } from '../../../src/renderer/player/agent-words';
import type { AgentDecision } from '../../../src/renderer/player/live-agent';
import { Layout } from '../../../src/core/agent/layout';
import { Policy } from '../../../src/core/agent/policy';

const layout = new Layout({ policyUnits: [1, 1], valueUnits: [1, 1] });
const turn = { upAt: null, downAt: null };

/** 2 Mbit/s, 4 s chunks of 1000 or 4000 kbit/s. */
function decision(
  level: number,
  bufferSeconds: number,
  sensitivity: Partial<AgentDecision['sensitivity']> = {},
): AgentDecision {
  const download = { kilobits: 4000, seconds: 2, firstByteSeconds: 0 };
  return {
    view: {
      observation: {
        ...{ chunkIndex: 4, chunksLeft: 6, chunkSeconds: 4, ladderKbps: [1000, 4000], lastLevel: 0 },
        ...{ bufferSeconds, bufferCapSeconds: 20, upcomingChunkKilobits: null },
        downloads: [{ ...download, seconds: 4 }, download],
      },
      policy: new Policy(layout, new Float32Array(layout.size)),
      qoe: { unit: 4, levelQuality: [0.25, 1], stallPenaltyPerSecond: 1, switchPenalty: 1 },
      ...{
        context: new Float32Array(),
        candidates: new Float32Array(),
        scores: [],
        probabilities: [],
        level,
      },
    },
    sensitivity: { throughputKbps: turn, bufferSeconds: turn, ...sensitivity },
    microseconds: 10,
    judged: null,
  };
}

test('why not higher, by hand: 16 Mbit at 2 Mbit/s take 8 s', () => {
  expect(agentWords(decision(0, 6), ['360p', '720p'])).toEqual([
    'At the last throughput 720p would come 2.0 s after the buffer is empty.',
  ]);
  expect(agentWords(decision(0, 9), ['360p', '720p'])).toEqual([
    'At the last throughput 720p would take 8.0 s of the 9.0 s buffered.',
  ]);
  expect(agentWords(decision(1, 9), ['360p', '720p'])).toEqual(['720p is the highest level there is.']);
});

test('what would turn the decision', () => {
  const words = agentWords(
    decision(0, 6, {
      throughputKbps: { upAt: 2600, downAt: null },
      bufferSeconds: { upAt: 8.5, downAt: 1 },
    }),
    ['360p', '720p'],
  );
  expect(words.slice(1)).toEqual([
    'It would go up from 2.60 Mbit/s, or with 8.5 s of buffer.',
    'It would go down with 1.0 s of buffer.',
  ]);
});

test('what it saw: the harmonic mean of 1 and 2 Mbit/s is 1.33', () => {
  expect(seenFacts(decision(0, 6))).toEqual([
    { name: 'last throughput', value: '2.00 Mbit/s' },
    { name: 'harmonic mean of 2', value: '1.33 Mbit/s' },
    { name: 'buffer', value: '6.0 of 20 s' },
    { name: 'chunks left', value: '6' },
  ]);
});
