import * as tf from '@tensorflow/tfjs-node';
import { afterEach, expect, test } from 'vitest';
import { candidateSize, contextSize } from '../../../src/core/agent/features';
import { initialWeights } from '../../../src/core/training/initial-weights';
import { Layout } from '../../../src/core/agent/layout';
import { makeLayersModel } from '../../../src/core/agent/layers-model';
import { Network } from '../../../src/core/agent/network';
import { Policy } from '../../../src/core/agent/policy';
import { makeRandom } from '../../../src/core/stats/random';

const layout = new Layout({ policyUnits: [12, 7], valueUnits: [9, 5] });
const random = makeRandom(11);
const levels = 4;

/** Weights all of whose parts count, biases too. */
const weights = initialWeights(layout, 5).map((weight) => weight + 0.2 * (random() - 0.5));

function rows(count: number) {
  return {
    context: Float32Array.from({ length: count * contextSize }, () => 2 * (random() - 0.5)),
    candidates: Float32Array.from({ length: count * levels * candidateSize }, () => 2 * (random() - 0.5)),
  };
}

afterEach(() => tf.disposeVariables());

test('the plain pass, the tensors and the layers model agree within 1e-5 over 2,000 observations', () => {
  const count = 2000;
  const { context, candidates } = rows(count);
  const network = new Network(tf, layout);
  network.load(weights);
  const [theirs, theirValues] = tf.tidy(() => {
    const model = makeLayersModel(tf, layout.units, weights);
    const inputs = [
      tf.tensor2d(context, [count, contextSize]),
      tf.tensor3d(candidates, [count, levels, candidateSize]),
    ];
    const outputs = model.predictOnBatch(inputs);
    return (Array.isArray(outputs) ? outputs : [outputs]).map((output) => output.dataSync());
  });
  const { scores, values } = tf.tidy(() => ({
    scores: network.scores(context, candidates, levels).scores.slice(),
    values: network.values(context).values.slice(),
  }));
  const policy = new Policy(layout, weights);
  const plain = new Float64Array(levels);
  let worst = 0;
  for (let row = 0; row < count; row++) {
    policy.scores(context, candidates, levels, plain, row * contextSize, row * levels * candidateSize);
    for (let level = 0; level < levels; level++) {
      const at = row * levels + level;
      worst = Math.max(worst, Math.abs(plain[level] - scores[at]), Math.abs(scores[at] - theirs[at]));
    }
    const own = context.subarray(row * contextSize, (row + 1) * contextSize);
    worst = Math.max(worst, Math.abs(values[row] - theirValues[row]));
    worst = Math.max(worst, Math.abs(policy.value(own) - theirValues[row]));
  }
  expect(worst).toBeLessThan(1e-5);
});

test("the written-out gradient equals TensorFlow.js' differentiation of the layers model", () => {
  const count = 6;
  const { context, candidates } = rows(count);
  const scoreSlopes = Float32Array.from({ length: count * levels }, () => random() - 0.5);
  const valueSlopes = Float32Array.from({ length: count }, () => random() - 0.5);
  const network = new Network(tf, layout);
  network.load(weights);
  const gradient = new Float32Array(layout.size);
  tf.tidy(() => {
    network.scoresBackward(network.scores(context, candidates, levels), scoreSlopes, gradient);
    network.valuesBackward(network.values(context), valueSlopes, gradient);
  });
  const model = makeLayersModel(tf, layout.units, weights);
  const { grads } = tf.variableGrads(() => {
    const applied = model.apply([
      tf.tensor2d(context, [count, contextSize]),
      tf.tensor3d(candidates, [count, levels, candidateSize]),
    ]);
    const [scores, values] = Array.isArray(applied) ? applied : [applied];
    const byScore = (scores as tf.Tensor).reshape([-1]).mul(tf.tensor1d(scoreSlopes)).sum();
    return byScore.add((values as tf.Tensor).reshape([-1]).mul(tf.tensor1d(valueSlopes)).sum());
  });
  for (const weight of model.weights) {
    const part = layout.parts.find(({ name }) => name === weight.originalName);
    const theirs = grads[(weight.read() as tf.Variable).name].dataSync();
    expect(part).toBeDefined();
    const ours = gradient.subarray(part?.start, (part?.start ?? 0) + (part?.size ?? 0));
    theirs.forEach((slope, i) => expect(ours[i], `${weight.originalName} ${i}`).toBeCloseTo(slope, 4));
  }
});
