import { expect, test } from 'vitest';
import { ppo } from '../../../src/core/abr/ppo';
import { makeQoe } from '../../../src/core/qoe/qoe';
import { initialWeights } from '../../../src/core/training/initial-weights';
import { Layout } from '../../../src/core/agent/layout';
import { Policy } from '../../../src/core/agent/policy';
import { agentChoices, modelOf } from '../../../src/renderer/player/agents';
import { choicesWith, findChoice } from '../../../src/renderer/player/choices';
import { LiveAgent } from '../../../src/renderer/player/live-agent';
import type { Inference } from '../../../src/shared/inference';

const layout = new Layout({ policyUnits: [8, 4], valueUnits: [2, 2] });
const policy = new Policy(layout, initialWeights(layout, 1));
const ladderKbps = [500, 1000];
const observation = {
  ...{ chunkIndex: 2, chunksLeft: 5, chunkSeconds: 4, ladderKbps, lastLevel: 0 },
  ...{ bufferSeconds: 8, bufferCapSeconds: 20, upcomingChunkKilobits: null },
  downloads: [{ kilobits: 2000, seconds: 1, firstByteSeconds: 0.1 }],
};

async function decided(native: (own: readonly number[]) => Promise<Inference | null>) {
  const faults: string[] = [];
  let own: readonly number[] = [];
  const live = new LiveAgent(
    () => native(own),
    (problem) => faults.push(problem),
  );
  const video = { ladderKbps, chunkSeconds: 4, chunkCount: 7 };
  const agent = ppo({ qoe: makeQoe('lin', ladderKbps), video }, policy, (view) => {
    own = view.scores;
    live.observe(view);
  });
  agent.decide(observation);
  await new Promise((resolve) => setTimeout(resolve));
  return { live, faults };
}

test('native inference that agrees is shown, and is no fault', async () => {
  const { live, faults } = await decided((scores) => Promise.resolve({ scores: [...scores], value: 3 }));
  expect(faults).toEqual([]);
  expect(live.decision?.judged?.value).toBe(3);
  expect(live.decision?.judged?.probabilities).toEqual(live.decision?.view.probabilities);
  expect(live.decision?.judged?.by).toBe('native');
});

test('without native TensorFlow the values are those of the player’s own network, and that is no fault', async () => {
  const { live, faults } = await decided(() => Promise.resolve(null));
  expect(faults).toEqual([]);
  const { view, judged } = live.decision ?? {};
  expect(judged?.by).toBe('player');
  expect(judged?.probabilities).toEqual(view?.probabilities);
  expect(judged?.value).toBe(view?.policy.value(view.context));
});

test('native inference that disagrees is a fault that names the chunk', async () => {
  const { faults } = await decided(([low, high]) => Promise.resolve({ scores: [low + 1, high], value: 0 }));
  expect(faults).toEqual([expect.stringMatching(/^Chunk 2: .* disagree by 0\.\d/)]);
});

test('native inference that fails is a fault, and the decision stands', async () => {
  const { live, faults } = await decided(() => Promise.reject(new Error('the inference process ended')));
  expect(faults).toEqual(['Native inference gave no answer: the inference process ended.']);
  expect(live.decision?.judged).toBeNull();
});

test('ppo is the user’s default, ppo:ID a run’s model, and each has a name in the chooser', () => {
  expect(modelOf('ppo', 'run-1')).toBe('run-1');
  expect(modelOf('ppo:default', 'run-1')).toBe('default');
  expect(modelOf('bola', 'run-1')).toBeNull();
  const agents = agentChoices([]);
  expect(findChoice('ppo:default', agents).name).toBe('Agent as shipped');
  const ids = choicesWith(agents).map(({ id }) => id);
  expect(ids.indexOf('ppo:default')).toBe(ids.indexOf('ppo') + 1);
});
