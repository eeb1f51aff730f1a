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
  private readonly ofSecond: Float64Array;
  private readonly firstOfValue: Layer;
  private readonly secondOfValue: Layer;
  private readonly ofValue: Float64Array;
  private readonly valueBias: number;
  private readonly first: Float64Array;

  /** `weights` are copied. */
  constructor(layout: Layout, weights: Float32Array) {
    const part = (name: PartName): Float32Array => layout.of(weights, name);
    const layer = (name: LayerName, inputs: number) =>
      new Layer(part(`${name}/kernel`), part(`${name}/bias`), inputs);
    const { policyUnits, valueUnits } = layout.units;
    this.ofContext = layer('policy_context', contextSize);
    this.ofCandidate = new PlainKernel(part('policy_candidates/kernel'), candidateSize);
    this.ofFirst = layer('policy_second', policyUnits[0]);
    this.ofSecond = Float64Array.from(part('scores/kernel'));
    this.firstOfValue = layer('value_first', contextSize);
    this.secondOfValue = layer('value_second', valueUnits[0]);
    this.ofValue = Float64Array.from(part('value/kernel'));
    [this.valueBias] = part('value/bias');
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
      scores[level] = rectifiedDot(ofFirst.applyRectified(first), ofSecond);
    }
  }

  /** The critic's value of a context: expected discounted rewards to come. */
  value(context: Float32Array): number {
    const { firstOfValue, secondOfValue, ofValue, valueBias } = this;
    return valueBias + rectifiedDot(secondOfValue.applyRectified(firstOfValue.apply(context)), ofValue);
  }
}

type LayerName = 'policy_context' | 'policy_second' | 'value_first' | 'value_second';

/** input x kernel + bias; the result is overwritten by the next call. */
class Layer {
  private readonly kernel: PlainKernel;
  private readonly bias: Float64Array;
  private readonly out: Float64Array;

  constructor(weights: Float32Array, bias: Float32Array, inputs: number) {
    this.bias = Float64Array.from(bias);
    this.kernel = new PlainKernel(weights, inputs);
    this.out = new Float64Array(bias.length);
  }

  apply(input: ArrayLike<number>, inputAt = 0): Float64Array {
    this.out.set(this.bias);
    this.kernel.addProduct(input, inputAt, this.out);
    return this.out;
  }

  /** ReLU(input) x kernel + bias. */
  applyRectified(input: Float64Array): Float64Array {
    this.out.set(this.bias);
    this.kernel.addRectified(input, this.out);
    return this.out;
  }
}

/** ReLU(values) . weights */
function rectifiedDot(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += Math.max(values[i], 0) * weights[i];
  return sum;
}
