import { expect, test } from 'vitest';
import { answer } from '../../../src/core/benchmark/answer';
import type { AlgorithmReport, Difference } from '../../../src/core/benchmark/report';

const lead: Difference = {
  ...{ mean: 0.12, ci95: [0.08, 0.16] as const, wins: 61, ties: 2, losses: 17 },
  ...{ p: 0.0001, pHolm: 0.0004, method: 'normal' as const },
};

function algorithm(id: string, meanQoe: number, difference: Difference | null): AlgorithmReport {
  return {
    ...{ id, name: id.toUpperCase(), traces: 80, meanQoe, medianQoe: meanQoe, ci95: [0, 1], difference },
    ...{ qualityQoe: 0, stallQoe: 0, switchQoe: 0, bitrateKbps: 0, rebufferSecondsPerChunk: 0 },
    ...{ changeKbpsPerChunk: 0, startupSeconds: null, ceilingShare: null },
    speed: { decisionMicrosecondsP50: null, decisionMicrosecondsP99: null, chunksPerSecond: null },
  };
}

function answerOf(...algorithms: AlgorithmReport[]): string | null {
  return answer({
    ...{ video: 0, traceSet: 0, qoe: 0, player: 0, videoName: 'v', traceSetName: 'LTE', qoeName: 'lin' },
    ...{ playerName: 'live', algorithms },
  });
}

test('the winner is held to the baseline', () => {
  expect(answerOf(algorithm('bola', 1, null), algorithm('ppo', 1.12, lead))).toBe(
    'PPO wins with a mean QoE (lin) of 1.120 a chunk on LTE, 0.120 (95 % interval 0.080 to 0.160) above BOLA, better on 61 of 80 traces; chance alone would hardly do that (p < 0.001).',
  );
});

test('a baseline that wins is held to the next best, the other way round', () => {
  const behind = { ...lead, mean: -0.12, ci95: [-0.16, -0.08] as const, wins: 17, losses: 61, pHolm: 0.2 };
  expect(answerOf(algorithm('ppo', 1, behind), algorithm('bola', 1.12, null))).toContain(
    'BOLA is ahead with a mean QoE (lin) of 1.120 a chunk on LTE, 0.120 (95 % interval 0.080 to 0.160) above PPO, better on 61 of 80 traces; that may be chance (p = 0.200).',
  );
});

test('what sees the future does not win', () => {
  const found = answerOf(
    algorithm('bola', 1, null),
    algorithm('optimal', 2, lead),
    algorithm('ppo', 1.1, lead),
  );
  expect(found).toMatch(/^PPO wins/);
});

test('who is second is told when it is not the baseline; nothing played, nothing told', () => {
  const found = answerOf(
    algorithm('bola', 1, null),
    algorithm('festive', 1.05, lead),
    algorithm('ppo', 1.1, lead),
  );
  expect(found).toMatch(/FESTIVE is second with 1.050.$/);
  expect(answerOf()).toBeNull();
});
