import { candidateSize, contextSize } from './features';
import { PlainKernel } from './plain-kernel';
import type { Layout, PartName } from './layout';

/**
 * The forward pass in plain numbers, for where decisions must be made at once: in the player, in the simulator, without
 * any library. Equal to the tensors' to rounding (tests hold it within 1e-5).
 */
export class Policy {
  private readonly ofContext: Layer;
  private readonly ofCandidate: PlainKernel;
  private readonly ofFirst: Layer;
  private readonly ofSecond: Float32Array;
  private readonly valueLayers: readonly Layer[];
  private readonly ofValue: Float32Array;
  private readonly valueBias: Float32Array;
  private readonly first: Float64Array;

  constructor(layout: Layout, weights: Float32Array) {
    const part = (name: PartName): Float32Array => layout.of(weights, name);
    const layer = (name: LayerName, inputs: number) =>
      new Layer(part(`${name}/kernel`), part(`${name}/bias`), inputs);
    const { policyUnits, valueUnits } = layout.units;
    this.ofContext = layer('policy_context', contextSize);
    this.ofCandidate = new PlainKernel(part('policy_candidates/kernel'), candidateSize);
    this.ofFirst = layer('policy_second', policyUnits[0]);
    this.ofSecond = part('scores/kernel');
    this.valueLayers = [layer('value_first', contextSize), layer('value_second', valueUnits[0])];
    this.ofValue = part('value/kernel');
    this.valueBias = part('value/bias');
    this.first = new Float64Array(policyUnits[0]);
  }

  /** The score of each of `levels` levels into `scores`. */
  scores(
    context: Float32Array,
    candidates: Float32Array,
    levels: number,
    scores: Float64Array,
    contextAt = 0,
    candidatesAt = 0,
  ): void {
    const { first, ofCandidate, ofFirst, ofSecond } = this;
    const shared = this.ofContext.apply(context, contextAt);
    for (let level = 0; level < levels; level++) {
      first.set(shared);
      ofCandidate.addProduct(candidates, candidatesAt + level * candidateSize, first);
      relu(first);
      scores[level] = dot(relu(ofFirst.apply(first)), ofSecond);
    }
  }

  /** The critic's value of a context: expected discounted rewards to come. */
  value(context: Float32Array): number {
    const { valueLayers, ofValue, valueBias } = this;
    const last = valueLayers.reduce((input: ArrayLike<number>, layer) => relu(layer.apply(input)), context);
    return valueBias[0] + dot(last, ofValue);
  }
}

type LayerName = 'policy_context' | 'policy_second' | 'value_first' | 'value_second';

/** input x kernel + bias. */
class Layer {
  private readonly kernel: PlainKernel;
  private readonly out: Float64Array;

  constructor(
    weights: Float32Array,
    private readonly bias: Float32Array,
    inputs: number,
  ) {
    this.kernel = new PlainKernel(weights, inputs);
    this.out = new Float64Array(bias.length);
  }

  /** The result is overwritten by the next call. */
  apply(input: ArrayLike<number>, inputAt = 0): Float64Array {
    this.out.set(this.bias);
    this.kernel.addProduct(input, inputAt, this.out);
    return this.out;
  }
}

/** In place. */
function relu(values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) if (values[i] < 0) values[i] = 0;
  return values;
}

function dot(values: ArrayLike<number>, weights: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += values[i] * weights[i];
  return sum;
}
