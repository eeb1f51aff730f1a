import * as tf from '@tensorflow/tfjs-node';
import { afterEach, expect, test, vi } from 'vitest';
import { defaultHyperparameters, type Hyperparameters } from '../../../src/core/training/hyperparameters';
import { initialWeights } from '../../../src/core/training/initial-weights';
import { Layout } from '../../../src/core/agent/layout';
import { warmUp } from '../../../src/core/training/warm-up';
import { inThreadShard } from './in-thread-shard';

afterEach(() => vi.restoreAllMocks());

/** How every operation of tfjs-node reaches its binary. */
interface NodeBackend {
  executeSingleOutput(name: string, attributes: { name: string }[], inputs: tf.Tensor[]): tf.Tensor;
  executeMultipleOutputs(name: string, attributes: { name: string }[], inputs: tf.Tensor[]): tf.Tensor[];
}

/** The attribute names of the operations that something carries out in native code. */
function namesOf(work: () => void): Set<string> {
  const backend = tf.backend() as unknown as NodeBackend;
  const calls = [vi.spyOn(backend, 'executeSingleOutput'), vi.spyOn(backend, 'executeMultipleOutputs')];
  work();
  const names = calls.flatMap(({ mock }) => mock.calls.flatMap(([, attributes]) => attributes));
  vi.restoreAllMocks();
  return new Set(names.map(({ name }) => name));
}

test.each([0, 2])(
  'after a rehearsal no shard meets an attribute name for the first time (vineEvery %i)',
  (vineEvery) => {
    const settings: Hyperparameters = {
      ...defaultHyperparameters,
      ...{ environments: 8, shards: 1, stepsPerRollout: 16, minibatchSize: 64, vineEvery },
    };
    const layout = new Layout(settings);
    const rehearsed = namesOf(() => warmUp(tf, layout));
    const ofShard = namesOf(() => {
      const shard = inThreadShard({ tf, settings, seed: 5, index: 0 }, initialWeights(layout, 5), layout);
      void shard.collect();
      const request = { samples: 8, minibatch: 0, minibatches: 1, advantageMean: 0, advantageScale: 1 };
      void shard.step({ ...request, entropyCoef: 0.01 });
    });
    expect(ofShard.size).toBeGreaterThan(2);
    expect([...ofShard].filter((name) => !rehearsed.has(name))).toEqual([]);
  },
);

test('a rehearsal leaves no tensor behind', () => {
  const before = tf.memory().numTensors;
  warmUp(tf, new Layout(defaultHyperparameters));
  expect(tf.memory().numTensors).toBe(before);
});
