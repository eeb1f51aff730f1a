import * as tf from '@tensorflow/tfjs-node';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { afterEach, expect, test } from 'vitest';
import { softmax } from '../../../src/core/agent/categorical';
import { makeRandom } from '../../../src/core/stats/random';
import { candidateSize, contextSize } from '../../../src/core/agent/features';
import { initialWeights } from '../../../src/core/training/initial-weights';
import { Layout } from '../../../src/core/agent/layout';
import { Network } from '../../../src/core/agent/network';
import { onnxModel } from '../../../src/core/agent/onnx';
import { Policy } from '../../../src/core/agent/policy';

const layout = new Layout({ policyUnits: [64, 32], valueUnits: [9, 5] });
const random = makeRandom(3);
const weights = initialWeights(layout, 5).map((weight) => weight + 0.2 * (random() - 0.5));
const record = { name: 'größer', producerVersion: '1', description: 'of a test', metadata: { seed: '5' } };

afterEach(() => tf.disposeVariables());

test.each([2, 6, 10])(
  'onnxruntime and our forward passes agree within 1e-5 over 500 observations of %i levels',
  async (levels) => {
    const count = 500;
    const context = Float32Array.from({ length: count * contextSize }, () => 4 * (random() - 0.5));
    const candidates = Float32Array.from(
      { length: count * levels * candidateSize },
      () => 4 * (random() - 0.5),
    );
    const session = await InferenceSession.create(onnxModel(layout.units, weights, record));
    const { scores, probabilities, value } = await session.run({
      context: new Tensor('float32', context, [count, contextSize]),
      candidates: new Tensor('float32', candidates, [count, levels, candidateSize]),
    });
    expect([scores.dims, probabilities.dims, value.dims]).toEqual([
      [count, levels],
      [count, levels],
      [count, 1],
    ]);
    const network = new Network(tf, layout);
    network.load(weights);
    const values = tf.tidy(() => network.values(context).values.slice());
    const policy = new Policy(layout, weights);
    const own = new Float64Array(levels);
    let worst = 0;
    const compare = (theirs: unknown, ours: number): void => {
      worst = Math.max(worst, Math.abs(Number(theirs) - ours));
    };
    for (let row = 0; row < count; row++) {
      policy.scores(context, candidates, levels, own, row * contextSize, row * levels * candidateSize);
      const chances = softmax(own);
      for (let level = 0; level < levels; level++) {
        compare(scores.data[row * levels + level], own[level]);
        compare(probabilities.data[row * levels + level], chances[level]);
      }
      compare(value.data[row], values[row]);
    }
    expect(worst).toBeLessThan(1e-5);
    expect(worst).toBeGreaterThan(0); // they are two computations
  },
);
