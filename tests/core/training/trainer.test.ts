import * as tf from '@tensorflow/tfjs-node';
import { afterEach, expect, test } from 'vitest';
import { defaultHyperparameters, type Hyperparameters } from '../../../src/core/training/hyperparameters';
import { initialWeights } from '../../../src/core/training/initial-weights';
import { Layout } from '../../../src/core/agent/layout';
import { Shard } from '../../../src/core/training/shard';
import { Trainer, type ShardHandle } from '../../../src/core/training/trainer';
import { inThreadShard, setup } from './in-thread-shard';

const sampled: Hyperparameters = {
  ...defaultHyperparameters,
  ...{
    policyUnits: [16, 8],
    valueUnits: [16, 8],
    environments: 32,
    shards: 2,
    stepsPerRollout: 16,
    minibatchSize: 128,
  },
};
const tried: Hyperparameters = { ...sampled, vineEvery: 4 };
const layout = new Layout(sampled);

/** Shards in this thread, in the order in which they are given. */
function team(seed: number, order: readonly number[] = [0, 1], settings = sampled) {
  const weights = initialWeights(layout, seed);
  const handles: ShardHandle[] = [];
  for (const index of order) handles[index] = inThreadShard({ tf, settings, seed, index }, weights, layout);
  return { weights, shards: handles };
}

async function trained(seed: number, iterations: number, order?: readonly number[], settings = sampled) {
  const trainer = new Trainer(team(seed, order, settings), settings, layout);
  const told = [];
  for (let i = 0; i < iterations; i++) told.push(await trainer.iterate(i / iterations));
  return { trainer, told };
}

afterEach(() => tf.disposeVariables());

test.each([
  ['sampled', sampled],
  ['tried', tried],
])(
  'levels %s: the same seed gives the same weights byte for byte, another one others',
  async (_, settings) => {
    const one = await trained(3, 4, [0, 1], settings);
    const again = await trained(3, 4, [1, 0], settings);
    const other = await trained(4, 4, [0, 1], settings);
    const bytes = ({ trainer }: typeof one): Buffer => Buffer.from(trainer.save().weights.buffer);
    expect(bytes(again).equals(bytes(one))).toBe(true);
    expect(bytes(other).equals(bytes(one))).toBe(false);
  },
);

test('the number of tensors is the same after every iteration', async () => {
  const trainer = new Trainer(team(1, [0, 1], tried), tried, layout);
  await trainer.iterate(0);
  const { numTensors } = tf.memory();
  for (let i = 1; i < 6; i++) {
    await trainer.iterate(i / 6);
    expect(tf.memory().numTensors).toBe(numTensors);
  }
});

test.each([
  ['sampled', sampled],
  ['tried', tried],
])('levels %s: it learns, the reward rises, and every metric is a number', async (_, settings) => {
  const { told } = await trained(1, 60, [0, 1], settings);
  const mean = (part: typeof told): number =>
    part.reduce((sum, { mean_reward }) => sum + mean_reward, 0) / part.length;
  expect(mean(told.slice(-10))).toBeGreaterThan(mean(told.slice(0, 5)) + 0.3);
  for (const metrics of told) {
    const { session_qoe, distillation_agreement, ...others } = metrics;
    expect(distillation_agreement).toBeNull();
    expect(Object.values(others).every(Number.isFinite)).toBe(true);
    expect(session_qoe === null || Number.isFinite(session_qoe)).toBe(true);
    expect(metrics.entropy).toBeGreaterThanOrEqual(0);
    expect(metrics.entropy).toBeLessThanOrEqual(Math.log(3) + 1e-6);
  }
});

test('where no level was tried the policy is told nothing, and the critic learns on', async () => {
  const none = { ...tried, vineEvery: 1_000_000 };
  const own = team(1, [0, 1], none);
  const trainer = new Trainer(own, none, layout);
  const before = trainer.save().weights;
  await trainer.iterate(0); // the first decision of all is one in a million, and may be tried
  await trainer.iterate(0);
  for (const { gradient } of own.shards) {
    expect(gradient.slice(0, layout.valueStart).every((slope) => slope === 0)).toBe(true);
    expect(gradient.slice(layout.valueStart).some((slope) => slope !== 0)).toBe(true);
  }
  expect(trainer.save().weights.slice(layout.valueStart)).not.toEqual(before.slice(layout.valueStart));
});

test("weights decay where a setting says so: the policy's, not the critic's", async () => {
  const weightsOf = async (weightDecay: number) => {
    const { trainer } = await trained(5, 1, [0, 1], { ...sampled, weightDecay });
    return trainer.save().weights;
  };
  const length = (weights: Float32Array): number => Math.hypot(...weights);
  const [plain, decayed] = [await weightsOf(0), await weightsOf(20)];
  const ofPolicy = (weights: Float32Array): Float32Array => weights.subarray(0, layout.valueStart);
  expect(length(ofPolicy(decayed))).toBeLessThan(length(ofPolicy(plain)));
  expect(decayed.subarray(layout.valueStart)).toEqual(plain.subarray(layout.valueStart));
});

test('what is saved is restored whole, and is a copy', async () => {
  const { trainer } = await trained(2, 2);
  const state = trainer.save();
  const fresh = new Trainer(team(9), sampled, layout);
  fresh.restore(state);
  expect(fresh.save()).toEqual(state);
  await trainer.iterate(0.5);
  expect(trainer.save().weights).not.toEqual(state.weights);
});

test('sessions are each another one, whatever the seed', async () => {
  const first = initialWeights(layout, 1);
  const seeds = [1, 20_261_124, 2 ** 31 - 1, 2 ** 31 + 36_000_000];
  for (const seed of seeds) {
    const drawn = new Set<number>();
    const source = (random: () => number) => {
      drawn.add(random());
      return setup;
    };
    for (const index of [0, 1])
      expect(new Shard({ tf, settings: sampled, source, levels: 3, first, seed, index }).rows).toBe(256);
    expect(drawn.size).toBe(sampled.environments);
  }
});
