import { expect, test } from 'vitest';
import { makeRandom } from '../../src/core/stats/random';
import { candidateSize, contextSize } from '../../src/core/agent/features';
import { defaultHyperparameters, type Hyperparameters } from '../../src/core/training/hyperparameters';
import { initialWeights } from '../../src/core/training/initial-weights';
import { Layout } from '../../src/core/agent/layout';
import { Trainer } from '../../src/core/training/trainer';
import { NativeModel } from '../../src/node/inference/native-model';
import { modelFolder, projectResources, readModel } from '../../src/node/models';
import { policyOf } from '../../src/shared/policy';
import { environmentBackend, loadTensorFlow, nativeIsThere } from '../../src/node/tensorflow';
import { inThreadShard } from '../core/training/in-thread-shard';
import { backendWords, expectedBackend, type TensorBackend } from '../../src/shared/tensor-backend';

const settings: Hyperparameters = {
  ...defaultHyperparameters,
  ...{ environments: 64, shards: 1, stepsPerRollout: 24, minibatchSize: 768, updateEpochs: 1 },
};
const layout = new Layout(settings);

/** One rollout, and the gradient of its first minibatch from the same weights; then the weights after a whole update. */
async function updated(choice: TensorBackend) {
  const { tf, backend } = await loadTensorFlow(choice);
  expect(backend).toBe(choice);
  expect(tf.getBackend()).toBe(choice === 'native' ? 'tensorflow' : 'wasm');
  const weights = initialWeights(layout, 5);
  const shard = inThreadShard({ tf, settings, seed: 5, index: 0 }, weights, layout);
  const trainer = new Trainer({ weights, shards: [shard] }, settings, layout);
  const told = await trainer.iterate(0);
  tf.disposeVariables();
  return { told, weights, gradient: shard.gradient.slice() };
}

test('one update from the same weights is the same on native TensorFlow and on WASM to 1e-4', async () => {
  const native = await updated('native');
  const wasm = await updated('wasm');
  const apart = (one: Float32Array, other: Float32Array): number =>
    one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i])), 0);
  expect(apart(native.weights, initialWeights(layout, 5))).toBeGreaterThan(5e-4); // it did learn
  expect(apart(wasm.gradient, native.gradient)).toBeLessThan(1e-4);
  expect(apart(wasm.weights, native.weights)).toBeLessThan(1e-4);
  expect(wasm.told.mean_reward).toBeCloseTo(native.told.mean_reward, 6);
  expect(wasm.told.policy_loss).toBeCloseTo(native.told.policy_loss, 4);
  expect(wasm.told.value_loss).toBeCloseTo(native.told.value_loss, 4);
});

test('a model served on WASM gives the scores and the value of the plain forward pass', async () => {
  const { tf } = await loadTensorFlow('wasm');
  const model = readModel(modelFolder('default', projectResources()));
  const policy = policyOf(model);
  const random = makeRandom(3);
  const context = Float32Array.from({ length: contextSize }, () => random() - 0.5);
  const candidates = Float32Array.from({ length: 4 * candidateSize }, () => random() - 0.5);
  const plain = new Float64Array(4);
  policy.scores(context, candidates, 4, plain);
  const { scores, value } = new NativeModel(tf, model).infer({ context, candidates });
  scores.forEach((score, level) => expect(score).toBeCloseTo(plain[level], 4));
  // Single precision: of a value in the thousands seven digits are right, wherever the point is.
  expect(value / policy.value(context)).toBeCloseTo(1, 6);
});

test('automatic is native where that lies, else WASM, and a choice goes over both', () => {
  expect(expectedBackend('auto', true)).toBe('native');
  expect(expectedBackend('auto', false)).toBe('wasm');
  expect(expectedBackend('wasm', true)).toBe('wasm');
  expect(expectedBackend('native', false)).toBe('native');
  expect(nativeIsThere()).toBe(true);
});

test('the environment names a backend, nothing, or is told what it may name', () => {
  expect(environmentBackend({ NEURALSTREAM_BACKEND: 'wasm' })).toBe('wasm');
  expect(environmentBackend({})).toBeNull();
  expect(environmentBackend({ NEURALSTREAM_BACKEND: '' })).toBeNull();
  expect(() => environmentBackend({ NEURALSTREAM_BACKEND: 'gpu' })).toThrow(
    'NEURALSTREAM_BACKEND: expected auto, native, wasm, found "gpu"',
  );
});

test('only WASM is said to be slower', () => {
  expect(backendWords('wasm')).toMatch(/WASM, about \d+(\.\d)? times slower than native/);
  expect(backendWords('native')).not.toMatch(/slower/);
});
