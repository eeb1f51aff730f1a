import * as tf from '@tensorflow/tfjs-node';
import { afterEach, expect, test, vi } from 'vitest';
import { makeQoe } from '../../../src/core/qoe/qoe';
import { defaultHyperparameters, type Hyperparameters } from '../../../src/core/rl/hyperparameters';
import { initialWeights } from '../../../src/core/rl/initial-weights';
import { Layout } from '../../../src/core/rl/layout';
import { lossMetrics } from '../../../src/core/rl/loss';
import { madeUpVideo } from '../../../src/core/rl/made-up-video';
import { rehearse } from '../../../src/core/rl/rehearsal';
import { Shard } from '../../../src/core/rl/shard';
import { TraceBandwidth } from '../../../src/core/trace/bandwidth';

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
  'after a rehearsal no shard meets an attribute name for the first time (branchEvery %i)',
  (branchEvery) => {
    const settings: Hyperparameters = {
      ...defaultHyperparameters,
      ...{ sessions: 8, shards: 1, horizon: 16, minibatch: 64, branchEvery },
    };
    const layout = new Layout(settings);
    const rehearsed = namesOf(() => rehearse(tf, layout));
    const ofShard = namesOf(() => {
      const video = madeUpVideo({ ladderKbps: [300, 900, 2700], chunkSeconds: 4, chunkCount: 9, seed: 1 });
      const bandwidth = new TraceBandwidth({ name: 'link', kbps: [1500, 700], durationsSeconds: [30, 30] });
      const setup = { video, qoe: makeQoe('lin', video.ladderKbps), bandwidth, bufferCapSeconds: 60 };
      const source = () => ({ ...setup, hidesSizes: false, plain: false, kind: 'link' });
      const shard = new Shard({ tf, settings, source, levels: 3, seed: 5, index: 0 });
      const weights = initialWeights(layout, 5);
      const { samples } = shard.collect(weights);
      expect(samples).toBeGreaterThan(0);
      const request = { samples, minibatch: 0, minibatches: 1, advantageMean: 0, advantageScale: 1 };
      const metrics = new Float64Array(lossMetrics.length);
      shard.step(weights, { ...request, entropyWeight: 0.01 }, new Float32Array(layout.size), metrics);
    });
    expect(ofShard.size).toBeGreaterThan(2);
    expect([...ofShard].filter((name) => !rehearsed.has(name))).toEqual([]);
  },
);

test('a rehearsal leaves no tensor behind', () => {
  const before = tf.memory().numTensors;
  rehearse(tf, new Layout(defaultHyperparameters));
  expect(tf.memory().numTensors).toBe(before);
});
