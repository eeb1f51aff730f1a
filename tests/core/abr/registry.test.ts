import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { algorithms, createAlgorithm } from '../../../src/core/abr/registry';
import type { SessionContext } from '../../../src/core/abr/algorithm-entry';
import { makeQoe } from '../../../src/core/qoe/qoe';
import { defaultHyperparameters } from '../../../src/core/training/hyperparameters';
import { initialWeights } from '../../../src/core/training/initial-weights';
import { Layout } from '../../../src/core/agent/layout';
import { Policy } from '../../../src/core/agent/policy';
import { generatedSessions, type GeneratedSession, playGenerated } from './play';

const units = new Layout(defaultHyperparameters);
const untrained = new Policy(units, initialWeights(units, 3));

function contextOf({ ladderKbps, chunkSeconds, bufferCapSeconds, rates }: GeneratedSession): SessionContext {
  const video = { ladderKbps, chunkSeconds, chunkCount: rates.length };
  return { video, bufferCapSeconds, qoe: makeQoe('lin', ladderKbps), policy: () => untrained };
}

describe('every algorithm that plays live', () => {
  for (const { id } of algorithms.filter(({ clairvoyant }) => !clairvoyant)) {
    test(`${id} names a level of any ladder and a reason, and again the same when asked the same`, () => {
      fc.assert(
        fc.property(generatedSessions(), (session) => {
          const first = playGenerated(createAlgorithm(id, contextOf(session)), session);
          for (const { level, reason, waitSeconds } of first) {
            expect(Number.isInteger(level) && level >= 0 && level < session.ladderKbps.length).toBe(true);
            expect(reason).not.toBe('');
            expect(reason).not.toMatch(/NaN|Infinity|undefined|null/);
            expect(waitSeconds >= 0 && waitSeconds < Infinity).toBe(true);
          }
          expect(playGenerated(createAlgorithm(id, contextOf(session)), session)).toEqual(first);
        }),
        { seed: 4, numRuns: 150 },
      );
    });
  }
});

test('ids are unique and an unknown one is named together with those that exist', () => {
  expect(new Set(algorithms.map(({ id }) => id)).size).toBe(algorithms.length);
  const qoe = makeQoe('lin', [1]);
  const context = { video: { ladderKbps: [1], chunkSeconds: 4, chunkCount: 1 }, bufferCapSeconds: 20, qoe };
  expect(() => createAlgorithm('bolla', context)).toThrow(/unknown algorithm "bolla".*bola/);
});

test('the agent without a trained model says so', () => {
  const qoe = makeQoe('lin', [1]);
  const context = { video: { ladderKbps: [1], chunkSeconds: 4, chunkCount: 1 }, bufferCapSeconds: 20, qoe };
  expect(() => createAlgorithm('ppo', context)).toThrow('"ppo" needs a trained model');
});

test('a parameter is refused by algorithms that take none', () => {
  const qoe = makeQoe('lin', [1]);
  const context = { video: { ladderKbps: [1], chunkSeconds: 4, chunkCount: 1 }, bufferCapSeconds: 20, qoe };
  expect(() => createAlgorithm('bola:7', context)).toThrow(
    'algorithm "bola" takes no parameter, got "bola:7"',
  );
  expect(() => createAlgorithm('if-then:', context)).toThrow('takes no parameter');
  expect(createAlgorithm('fixed:0', context).decide).toBeTypeOf('function');
});
