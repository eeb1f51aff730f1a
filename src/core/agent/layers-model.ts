import type * as tfjs from '@tensorflow/tfjs';
import { candidateSize, contextSize } from './features';
import type { NetworkUnits, PartName } from './layout';
import { Layout } from './layout';
import type { TensorFlow } from './network';

type Symbolic = tfjs.SymbolicTensor;

/**
 * The network as a TensorFlow.js layers model, the form in which it is kept and in which other programs can load it.
 * Inputs `context [batch, contextSize]` and `candidates [batch, levels, candidateSize]`; outputs `scores
 * [batch, levels, 1]` (a softmax over the levels gives the probabilities) and `value [batch, 1]`.
 */
export function makeLayersModel(
  tf: TensorFlow,
  units: NetworkUnits,
  weights: Float32Array,
): tfjs.LayersModel {
  const [p1, p2] = units.policyUnits;
  const [v1, v2] = units.valueUnits;
  const context = tf.input({ shape: [contextSize], name: 'context' });
  const candidates = tf.input({ shape: [null, candidateSize], name: 'candidates' });
  const dense = (
    name: string,
    size: number,
    input: Symbolic,
    more: { relu?: true; useBias?: false } = {},
  ) => {
    const { relu, useBias = true } = more;
    const layer = tf.layers.dense({
      ...{ name, units: size, useBias },
      ...(relu ? { activation: 'relu' as const } : {}),
      kernelInitializer: 'zeros',
    });
    return one(layer.apply(input));
  };
  const shared = tf.layers.reshape({ targetShape: [1, p1], name: 'policy_row' });
  const row = one(shared.apply(dense('policy_context', p1, context)));
  const own = dense('policy_candidates', p1, candidates, { useBias: false });
  const sum = one(tf.layers.add({ name: 'policy_sum' }).apply([row, own]));
  const first = one(tf.layers.activation({ activation: 'relu', name: 'policy_first' }).apply(sum));
  const second = dense('policy_second', p2, first, { relu: true });
  const scores = dense('scores', 1, second, { useBias: false });
  const valueFirst = dense('value_first', v1, context, { relu: true });
  const valueSecond = dense('value_second', v2, valueFirst, { relu: true });
  const value = dense('value', 1, valueSecond);
  const model = tf.model({ inputs: [context, candidates], outputs: [scores, value], name: 'neuralstream' });
  const layout = new Layout(units);
  for (const layer of model.layers) {
    if (layer.weights.length === 0) continue;
    const tensors = layer.weights.map(({ originalName, shape }) =>
      tf.tensor(layout.of(weights, originalName as PartName).slice(), shape as number[]),
    );
    layer.setWeights(tensors);
    tf.dispose(tensors);
  }
  return model;
}

function one(applied: tfjs.Tensor | tfjs.Tensor[] | Symbolic | Symbolic[]): Symbolic {
  return applied as Symbolic;
}
