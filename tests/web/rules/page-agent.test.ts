import { expect, test } from 'vitest';
import { floatBytes } from '../../../src/core/agent/onnx';
import { Layout } from '../../../src/core/agent/layout';
import { modelFolder, projectResources, readModel } from '../../../src/node/models';
import type { EmbeddedModel } from '../../../src/web/rules/embedded-model';
import { embeddedPolicy } from '../../../src/web/rules/embedded-model';
import type { RuleDecision, RuleOptions } from '../../../src/web/rules/options';
import { PageAgent } from '../../../src/web/rules/page-agent';

const { policy, weights } = readModel(modelFolder('default', projectResources()));
const ladder = [300, 750, 1200];
const model: EmbeddedModel = {
  name: policy.name,
  qoe: 'lin',
  policyUnits: policy.policyUnits,
  valueUnits: policy.valueUnits,
  provenance: {},
  weights: Buffer.from(floatBytes(weights.subarray(0, new Layout(policy).valueStart))).toString('base64'),
};

/** A page whose play head and duration a test sets. */
function page({ durationSeconds = 40, ...options }: RuleOptions & { durationSeconds?: number } = {}) {
  const decisions: RuleDecision[] = [];
  const element = {
    currentTime: 0,
    duration: durationSeconds,
    buffered: { length: 0, start: () => 0, end: () => 0 },
  };
  const agent = new PageAgent(
    model,
    { ...options, onDecision: (decision) => decisions.push(decision) },
    () => ({
      element,
      bufferCapSeconds: 30,
    }),
  );
  const chunk = (index: number) => ({ start: index * 2, end: index * 2 + 2, kbps: 750 });
  const load = (index: number): void => {
    agent.asked(chunk(index));
    agent.arrived(chunk(index), { kilobits: 1500, seconds: 0.5, firstByteSeconds: 0.1 });
  };
  return { agent, decisions, element, chunk, load };
}

test('the first chunk is the lowest, without asking the network', () => {
  const { agent, decisions } = page();
  expect(agent.next(ladder)?.level).toBe(0);
  expect(decisions).toEqual([]);
});

test('the agent knows chunk, level, buffer, throughput and what is left, and decides once', () => {
  const { agent, decisions, element, load } = page();
  agent.next(ladder);
  load(0);
  load(1);
  element.currentTime = 1.5;
  for (let times = 0; times < 3; times++) agent.next(ladder);
  expect(decisions).toHaveLength(1);
  expect(decisions[0].observation).toEqual({
    chunkIndex: 2,
    chunksLeft: 18, // 40 s in chunks of 2 s
    chunkSeconds: 2,
    ladderKbps: ladder,
    upcomingChunkKilobits: null,
    bufferSeconds: 2.5,
    bufferCapSeconds: 30,
    lastLevel: 1,
    downloads: Array(2).fill({ kilobits: 1500, seconds: 0.5, firstByteSeconds: 0.1 }),
  });
  expect(decisions[0].probabilities.reduce((sum, chance) => sum + chance)).toBeCloseTo(1);
});

test('while a chunk is under way the decision before it stands', () => {
  const { agent, decisions, chunk, load } = page();
  agent.next(ladder);
  load(0);
  const decided = agent.next(ladder);
  agent.asked(chunk(1));
  expect(agent.next(ladder)).toBe(decided);
  expect(decisions).toHaveLength(1);
  agent.abandoned();
  agent.next(ladder);
  expect(decisions.at(-1)?.observation.chunkIndex).toBe(1);
});

test('a ladder that the player narrows is decided anew, with every download known', () => {
  const { agent, decisions, load } = page();
  agent.next(ladder);
  load(0);
  agent.next(ladder);
  load(1);
  agent.next(ladder.slice(0, 2));
  expect(decisions.at(-1)?.observation).toMatchObject({
    chunkIndex: 2,
    ladderKbps: [300, 750],
    lastLevel: 1,
  });
  expect(decisions.at(-1)?.probabilities).toHaveLength(2);
});

test('after a seek chunks are counted from the new place and the buffer begins there', () => {
  const { agent, decisions, element, load } = page();
  agent.next(ladder);
  load(0);
  element.currentTime = 21;
  load(10);
  agent.next(ladder);
  expect(decisions.at(-1)?.observation).toMatchObject({ chunkIndex: 11, chunksLeft: 9, bufferSeconds: 1 });
});

test('sound that outlasts the picture is no chunk, a live stream has no end in sight', () => {
  const short = page({ durationSeconds: 40.5 });
  short.load(0);
  short.agent.next(ladder);
  expect(short.decisions[0].observation.chunksLeft).toBe(19);
  const live = page({ durationSeconds: Infinity });
  live.load(5000);
  live.agent.next(ladder);
  expect(live.decisions[0].observation).toMatchObject({ chunkIndex: 5001, chunksLeft: 64 });
});

test('sizes that the page tells are seen ahead, in kilobits', () => {
  const chunkBytes = [1, 2, 3].map((level) =>
    Array.from({ length: 4 }, (_, chunk) => 1000 * (level + chunk)),
  );
  const { agent, decisions, load } = page({ chunkBytes });
  load(1);
  agent.next(ladder);
  expect(decisions[0].observation).toMatchObject({
    chunksLeft: 2,
    upcomingChunkKilobits: [
      [24, 32, 40],
      [32, 40, 48],
    ],
  });
});

test('sizes for another ladder are refused in a sentence', () => {
  const { agent } = page({ chunkBytes: [[1], [2]] });
  expect(() => agent.next(ladder)).toThrow('chunkBytes: expected sizes for 3 levels, got 2');
});

test('weights that are cut off are refused in a sentence', () => {
  expect(() => embeddedPolicy({ ...model, weights: model.weights.slice(0, 400) })).toThrow(
    /expected \d+ bytes of weights, got 300/,
  );
});

test('another presentation begins anew', () => {
  const { agent, decisions, load } = page();
  load(3);
  agent.reset();
  expect(agent.next(ladder)?.level).toBe(0);
  expect(decisions).toEqual([]);
  load(0);
  agent.next(ladder);
  expect(decisions[0].observation).toMatchObject({ chunkIndex: 1, downloads: [{}] });
});

test('chunks of different lengths are counted one by one, each with its own decision', () => {
  const { agent, decisions } = page({ durationSeconds: 60 });
  agent.next(ladder);
  const ends = [10, 14, 18, 20, 24];
  ends.forEach((end, i) => {
    const chunk = { start: i === 0 ? 0 : ends[i - 1], end, kbps: 750 };
    agent.asked(chunk);
    agent.asked({ ...chunk, start: chunk.start + 0.02 }); // again, as after a failure, its time known better
    agent.arrived(chunk, { kilobits: 3000, seconds: 1, firstByteSeconds: 0.1 });
    agent.next(ladder);
  });
  expect(decisions.map(({ observation }) => observation.chunkIndex)).toEqual([1, 2, 3, 4, 5]);
});

test('a chunk out of a cache, quicker than the clock ticks, never leaves the agent without numbers', () => {
  const { agent, decisions, chunk } = page();
  agent.next(ladder);
  agent.asked(chunk(0));
  agent.arrived(chunk(0), { kilobits: 1500, seconds: 0, firstByteSeconds: 0 });
  agent.next(ladder);
  agent.asked(chunk(1));
  agent.arrived(chunk(1), { kilobits: 0, seconds: 0.1, firstByteSeconds: 0 });
  agent.next(ladder);
  expect(decisions).toHaveLength(2);
  expect(decisions.flatMap(({ probabilities }) => probabilities).every(Number.isFinite)).toBe(true);
  expect(decisions[1].observation.downloads).toEqual([
    { kilobits: 1500, seconds: 0.001, firstByteSeconds: 0 },
  ]);
});
