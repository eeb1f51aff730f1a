import { candidateSize, contextSize } from './features';
import type { Layout } from './layout';

/**
 * The forward pass in plain numbers, for where decisions must be made at once: in the player, in the simulator, without
 * any library. Equal to the tensors' to rounding (tests hold it within 1e-5).
 */
export class Policy {
  private readonly shared: Float64Array;
  private readonly first: Float64Array;

  constructor(
    private readonly layout: Layout,
    private readonly weights: Float32Array,
  ) {
    this.shared = new Float64Array(layout.units.policyUnits[0]);
    this.first = new Float64Array(layout.units.policyUnits[0]);
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
    const { layout, weights, shared, first } = this;
    const [width, second] = layout.units.policyUnits;
    dense(weights, layout.part('policy_context/kernel').start, context, contextAt, contextSize, shared);
    const contextBias = layout.part('policy_context/bias').start;
    for (let i = 0; i < width; i++) shared[i] += weights[contextBias + i];
    const own = layout.part('policy_candidates/kernel').start;
    const kernel = layout.part('policy_second/kernel').start;
    const bias = layout.part('policy_second/bias').start;
    const last = layout.part('scores/kernel').start;
    const hidden = this.hidden(second);
    for (let level = 0; level < levels; level++) {
      dense(weights, own, candidates, candidatesAt + level * candidateSize, candidateSize, first);
      for (let j = 0; j < second; j++) hidden[j] = weights[bias + j];
      for (let i = 0; i < width; i++) {
        const value = first[i] + shared[i];
        if (!(value > 0)) continue;
        const row = kernel + i * second;
        for (let j = 0; j < second; j++) hidden[j] += value * weights[row + j];
      }
      let score = 0;
      for (let j = 0; j < second; j++) if (hidden[j] > 0) score += hidden[j] * weights[last + j];
      scores[level] = score;
    }
  }

  /** The critic's value of a context: expected discounted rewards to come. */
  value(context: Float32Array): number {
    const { layout, weights } = this;
    const [first, second] = layout.units.valueUnits;
    const ofFirst = relu(this.valueLayer(context, contextSize, 'value_first', first));
    const ofSecond = relu(this.valueLayer(ofFirst, first, 'value_second', second));
    const last = layout.part('value/kernel').start;
    let value = weights[layout.part('value/bias').start];
    for (let i = 0; i < second; i++) value += ofSecond[i] * weights[last + i];
    return value;
  }

  private valueLayer(
    input: ArrayLike<number>,
    inputs: number,
    name: 'value_first' | 'value_second',
    units: number,
  ): Float64Array {
    const { layout, weights } = this;
    const out = new Float64Array(units);
    dense(weights, layout.part(`${name}/kernel`).start, input, 0, inputs, out);
    const bias = layout.part(`${name}/bias`).start;
    for (let i = 0; i < units; i++) out[i] += weights[bias + i];
    return out;
  }

  private hiddenRow = new Float64Array(0);
  private hidden(size: number): Float64Array {
    if (this.hiddenRow.length !== size) this.hiddenRow = new Float64Array(size);
    return this.hiddenRow;
  }
}

function relu(values: Float64Array): Float64Array {
  return values.map((value) => Math.max(0, value));
}

/** out = input x kernel, the kernel `[input][out]` in one vector from `start` on. */
function dense(
  weights: Float32Array,
  start: number,
  input: ArrayLike<number>,
  inputAt: number,
  inputs: number,
  out: Float64Array,
): void {
  out.fill(0);
  const { length } = out;
  for (let i = 0; i < inputs; i++) {
    const value = input[inputAt + i];
    if (value === 0) continue;
    const row = start + i * length;
    for (let j = 0; j < length; j++) out[j] += value * weights[row + j];
  }
}
