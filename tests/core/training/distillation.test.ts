import * as tf from '@tensorflow/tfjs-node';
import { afterEach, expect, test } from 'vitest';
import { makeRandom } from '../../../src/core/stats/random';
import { Environment } from '../../../src/core/training/environment';
import { candidateSize, contextSize } from '../../../src/core/agent/features';
import { Distillation } from '../../../src/core/training/distillation';
import { defaultHyperparameters, type Hyperparameters } from '../../../src/core/training/hyperparameters';
import { initialWeights } from '../../../src/core/training/initial-weights';
import { Layout } from '../../../src/core/agent/layout';
import { lossMetrics } from '../../../src/core/training/loss';
import { Network } from '../../../src/core/agent/network';
import { Rollout } from '../../../src/core/training/rollout';
import { Shard, type CollectedSums } from '../../../src/core/training/shard';
import { argmax, softmax } from '../../../src/core/agent/categorical';
import { Trainer } from '../../../src/core/training/trainer';
import { divergence } from './divergence';
import { inThreadShard, setup } from './in-thread-shard';

const settings: Hyperparameters = {
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
const layout = new Layout(settings);
const levels = 3;

afterEach(() => tf.disposeVariables());

/** Four decisions of what anybody might see, the second of a ladder of two levels; all but the third are held. */
function rollout() {
  const random = makeRandom(4);
  const noise = (length: number) => Float32Array.from({ length }, () => random() - 0.5);
  return {
    ...{ levels, distilled: Uint8Array.of(1, 1, 0, 1), levelCounts: Uint8Array.of(3, 2, 3, 3) },
    likeliest: Uint8Array.of(0, 0, 0, 0),
    ...{ context: noise(4 * contextSize), candidates: noise(4 * levels * candidateSize) },
  };
}

test('slopes are those of the cross-entropy to what the first weights would do, as TensorFlow.js differentiates it', () => {
  const first = new Network(tf, layout);
  first.load(initialWeights(layout, 1));
  const seen = rollout();
  const distillation = new Distillation(first, 5);
  distillation.observe(seen);
  const rows = distillation.part(0, 1);
  expect(Array.from(rows)).toEqual([0, 1, 3]);
  expect(Array.from(distillation.part(0, 2))).toEqual([0]);
  expect(Array.from(distillation.part(1, 2))).toEqual([1, 3]);
  const scores = Float32Array.of(1, 2, 4, -1, 0.5, 9, 0, 3, -2);
  const slopes = distillation.slopes(scores, rows, seen, 10);
  const all = first.askScores(seen.context, seen.candidates, levels);
  rows.forEach((row, i) => {
    const count = seen.levelCounts[row];
    const wanted = tf.tensor2d(softmax(all.subarray(row * levels, row * levels + count)), [1, count]);
    const loss = (given: tf.Tensor): tf.Scalar => tf.losses.softmaxCrossEntropy(wanted, given).mul(5 / 10);
    const given = tf.tensor2d(scores.subarray(i * levels, i * levels + count), [1, count]);
    const expected = Array.from(tf.grad(loss)(given).dataSync());
    while (expected.length < levels) expected.push(0);
    expected.forEach((slope, level) => expect(slopes[i * levels + level]).toBeCloseTo(slope, 6));
  });
});

/** A small training, all of whose sessions are held or none. */
function training(distilled: boolean, vineEvery: number) {
  const own = { ...settings, vineEvery, learningRate: { from: 0.003, to: 0.003 } };
  const weights = initialWeights(layout, 1);
  const first = Float32Array.from(weights);
  const shards = [0, 1].map((index) =>
    inThreadShard({ tf, settings: own, seed: 7, index }, weights, layout, { ...setup, distilled }),
  );
  const trainer = new Trainer({ weights, shards }, own, layout);
  const learn = async (iterations: number) => {
    for (let i = 0; i < iterations; i++) await trainer.iterate(0);
    return divergence(layout, weights, first);
  };
  return { weights, first, learn, trainer, shards };
}

test.each([
  ['sampled', 0],
  ['tried', 4],
])(
  'levels %s: in distilled sessions the agent stays as it began, and comes back to that',
  async (_, vineEvery) => {
    const free = await training(false, vineEvery).learn(5);
    const { weights, first, learn } = training(true, vineEvery);
    expect(free).toBeGreaterThan(0.01);
    expect(await learn(5)).toBeLessThan(free / 20);
    expect(weights.subarray(layout.valueStart)).not.toEqual(first.subarray(layout.valueStart));
    const random = makeRandom(2);
    for (let i = 0; i < layout.valueStart; i++) weights[i] += random() - 0.5;
    const before = divergence(layout, weights, first);
    expect(before).toBeGreaterThan(0.02);
    expect(await learn(60)).toBeLessThan(before / 10);
  },
);

test('levels sampled: beside distilled decisions every other one is learnt from once', () => {
  const own = { ...settings, shards: 1, advantageClip: 0 };
  const weights = initialWeights(layout, 1);
  let drawn = 0;
  const shard = new Shard({
    ...{ tf, settings: own, levels, first: weights, seed: 7, index: 0 },
    source: () => ({ ...setup, distilled: drawn++ % 2 === 0 }),
  });
  const collected = shard.collect(weights);
  expect(collected.samples).toBeGreaterThan(200);
  expect(collected.samples).toBeLessThan(312);
  const metrics = new Float64Array(lossMetrics.length);
  const losses = [0, 1, 2, 3].map((minibatch) => {
    const request = { samples: 1, minibatch, minibatches: 4, advantageMean: 0, advantageScale: 1 };
    shard.step(weights, { ...request, entropyCoef: 0 }, new Float32Array(layout.size), metrics);
    return metrics[lossMetrics.indexOf('policy_loss')];
  });
  // With the weights that played all ratios are 1: what is lost is what was gained.
  const total = losses.reduce((sum, loss) => sum + loss, 0);
  expect(total).toBeCloseTo(-collected.advantages, 3);
});

test('it is told how often the likeliest level is still the first weights’ one, of the levels that a ladder has', () => {
  const first = new Network(tf, layout);
  first.load(initialWeights(layout, 2));
  const seen = rollout();
  // The second decision's ladder has no third level; by its numbers that would be the best.
  const scores = first.askScores(seen.context, seen.candidates, levels);
  const scoresOf = (row: number, count: number) =>
    Array.from(scores.slice(row * levels, row * levels + count));
  expect(argmax(scoresOf(1, levels))).toBe(2);
  const best = (row: number) => {
    const own = scoresOf(row, seen.levelCounts[row]);
    return own.indexOf(Math.max(...own));
  };
  const other = (row: number) => (best(row) + 1) % seen.levelCounts[row];
  const distillation = new Distillation(first, 5);
  const told = (...likeliest: number[]) => {
    const { distilled, distilledAgreeing } = distillation.observe({
      ...seen,
      likeliest: Uint8Array.from(likeliest),
    });
    return [distilled, distilledAgreeing];
  };
  expect(told(best(0), best(1), best(2), best(3))).toEqual([3, 3]);
  expect(told(best(0), other(1), best(2), best(3))).toEqual([3, 2]);
  expect(told(other(0), best(1), other(2), other(3))).toEqual([3, 1]);
  expect(distillation.observe({ ...seen, distilled: new Uint8Array(4) })).toEqual({
    distilled: 0,
    distilledAgreeing: 0,
  });
});

test('the share of distilled decisions that are as before is that of all shards; null where nothing is distilled', async () => {
  const { trainer, weights, shards } = training(true, 0);
  expect((await trainer.iterate(0)).distillation_agreement).toBeGreaterThan(0.99);
  for (let i = 0; i < layout.valueStart; i++) weights[i] = -weights[i];
  const collected: CollectedSums[] = [];
  for (const shard of shards) {
    const collect = shard.collect;
    shard.collect = async () => {
      const sums = await collect();
      collected.push(sums);
      return sums;
    };
  }
  const { distillation_agreement } = await trainer.iterate(0);
  const [one, two] = collected;
  expect(one.distilledAgreeing / one.distilled).not.toBe(two.distilledAgreeing / two.distilled);
  expect([one.distilled, two.distilled]).toEqual([256, 256]);
  expect(distillation_agreement).toBeCloseTo((one.distilledAgreeing + two.distilledAgreeing) / 512, 12);
  expect(distillation_agreement).toBeLessThan(0.9);
  expect((await training(false, 0).trainer.iterate(0)).distillation_agreement).toBeNull();
});

test('a rollout’s likeliest level is one that its ladder has', () => {
  const network = new Network(tf, layout);
  network.load(initialWeights(layout, 5));
  const wide = 5;
  const environments = [new Environment(() => ({ ...setup, distilled: true }), 1, false, 0)];
  const played = new Rollout(network, environments, 40, 0, wide);
  played.collect(makeRandom(1));
  const scores = network.askScores(played.context, played.candidates, wide);
  let beyond = 0;
  for (let row = 0; row < played.rows; row++) {
    const all = Array.from(scores.slice(row * wide, (row + 1) * wide));
    if (argmax(all) >= 3) beyond += 1;
    expect(played.likeliest[row]).toBe(argmax(all.slice(0, 3)));
  }
  expect(beyond).toBeGreaterThan(0);
});
