import type * as tfjs from '@tensorflow/tfjs';
import { candidateSize, contextSize } from './features';
import type { Layout, PartName } from './layout';

/** TensorFlow.js, whichever build: native in Node and Electron, WASM where that cannot go. */
export type TensorFlow = typeof tfjs;
type Tensor = tfjs.Tensor;
type Tensor2D = tfjs.Tensor2D;

/** What the policy's forward pass leaves behind for its backward pass. */
export interface PolicyPass {
  readonly context: Tensor2D;
  readonly candidates: Tensor2D;
  readonly first: Tensor2D;
  readonly second: Tensor2D;
  /** `[batch * levels]`. */
  readonly scores: Float32Array;
}

/** The same of the critic. */
export interface ValuePass {
  readonly context: Tensor2D;
  readonly first: Tensor2D;
  readonly second: Tensor2D;
  /** `[batch]`. */
  readonly values: Float32Array;
}

/**
 * The network in tensor operations, its gradient written out: the policy scores each level with the same small head, which
 * sees the context and what that level would mean; the critic sees the context alone. An update with TensorFlow.js' own
 * differentiation takes three times as long (its gradient of ReLU alone costs ten plain operations).
 */
export class Network {
  private readonly variables = new Map<PartName, tfjs.Variable>();
  private readonly kernels: Kernels;

  constructor(
    private readonly tf: TensorFlow,
    private readonly layout: Layout,
  ) {
    this.kernels = kernelsOf(tf);
    for (const { name, shape } of layout.parts) {
      const zeros = tf.zeros(shape.length === 1 ? [1, shape[0]] : [...shape]);
      this.variables.set(name as PartName, tf.variable(zeros));
      zeros.dispose();
    }
  }

  /** Puts a flat vector of weights into the network. */
  load(flat: Float32Array): void {
    for (const [name, variable] of this.variables) {
      const tensor = this.tf.tensor(this.layout.of(flat, name).slice(), variable.shape);
      variable.assign(tensor);
      tensor.dispose();
    }
  }

  dispose(): void {
    for (const variable of this.variables.values()) variable.dispose();
  }

  /** Scores of `levels` levels for each row. Call it, and every pass, inside `tf.tidy`. */
  scores(contextRows: Float32Array, candidateRows: Float32Array, levels: number): PolicyPass {
    const { tf } = this;
    const batch = contextRows.length / contextSize;
    const context = tf.tensor2d(contextRows, [batch, contextSize]);
    const candidates = tf.tensor2d(candidateRows, [batch * levels, candidateSize]);
    const [width] = this.layout.units.policyUnits;
    const shared = this.dense(context, 'policy_context').reshape([batch, 1, width]);
    const own = tf.matMul(candidates, this.kernel('policy_candidates/kernel'));
    const first = own
      .reshape([batch, levels, width])
      .add(shared)
      .relu()
      .reshape<Tensor2D>([batch * levels, width]);
    const second: Tensor2D = this.dense(first, 'policy_second').relu();
    const scores = tf.matMul(second, this.kernel('scores/kernel')).dataSync<'float32'>();
    return { context, candidates, first, second, scores };
  }

  /** The critic's value of each row. */
  values(contextRows: Float32Array): ValuePass {
    const { tf } = this;
    const context = tf.tensor2d(contextRows, [contextRows.length / contextSize, contextSize]);
    const first: Tensor2D = this.dense(context, 'value_first').relu();
    const second: Tensor2D = this.dense(first, 'value_second').relu();
    return { context, first, second, values: this.dense(second, 'value').dataSync<'float32'>() };
  }

  /** The scores alone. */
  askScores(contextRows: Float32Array, candidateRows: Float32Array, levels: number): Float32Array {
    let scores: Float32Array = new Float32Array();
    // Not by the result of tidy: that would be searched for tensors number by number.
    this.tf.tidy(() => void (scores = this.scores(contextRows, candidateRows, levels).scores));
    return scores;
  }

  /** The values alone. */
  askValues(contextRows: Float32Array): Float32Array {
    let values: Float32Array = new Float32Array();
    this.tf.tidy(() => void (values = this.values(contextRows).values));
    return values;
  }

  /** The gradient of a loss with the given slopes by scores, into the policy's part of a flat vector. */
  scoresBackward(pass: PolicyPass, scoreSlopes: Float32Array, gradient: Float32Array): void {
    const { tf } = this;
    const { transposedTimes, active, columnSums } = this.kernels;
    const batch = pass.context.shape[0];
    const levels = scoreSlopes.length / batch;
    const [width] = this.layout.units.policyUnits;
    const put = this.putter(gradient);
    const score = tf.tensor2d(scoreSlopes, [batch * levels, 1]);
    put('scores/kernel', transposedTimes(pass.second, score));
    const second = score
      .mul(this.kernel('scores/kernel').reshape([1, -1]))
      .mul<Tensor2D>(active(pass.second));
    put('policy_second/kernel', transposedTimes(pass.first, second));
    put('policy_second/bias', columnSums(second));
    const first = this.through(second, 'policy_second/kernel', pass.first);
    put('policy_candidates/kernel', transposedTimes(pass.candidates, first));
    const shared: Tensor2D = first.reshape([batch, levels, width]).sum(1);
    put('policy_context/kernel', transposedTimes(pass.context, shared));
    put('policy_context/bias', columnSums(shared));
  }

  /** The same by values, into the critic's part. */
  valuesBackward(pass: ValuePass, valueSlopes: Float32Array, gradient: Float32Array): void {
    const { transposedTimes, columnSums } = this.kernels;
    const put = this.putter(gradient);
    const value = this.tf.tensor2d(valueSlopes, [valueSlopes.length, 1]);
    put('value/kernel', transposedTimes(pass.second, value));
    put('value/bias', columnSums(value));
    const second = this.through(value, 'value/kernel', pass.second);
    put('value_second/kernel', transposedTimes(pass.first, second));
    put('value_second/bias', columnSums(second));
    const first = this.through(second, 'value_second/kernel', pass.first);
    put('value_first/kernel', transposedTimes(pass.context, first));
    put('value_first/bias', columnSums(first));
  }

  private putter(gradient: Float32Array) {
    return (name: PartName, tensor: Tensor): void =>
      this.layout.of(gradient, name).set(tensor.dataSync<'float32'>());
  }

  /** Slopes by a layer's input, ReLU included. */
  private through(slopes: Tensor2D, kernel: PartName, active: Tensor2D): Tensor2D {
    const { timesTransposed, active: isActive } = this.kernels;
    return timesTransposed(slopes, this.kernel(kernel)).mul(isActive(active));
  }

  private dense(
    input: Tensor2D,
    layer: 'policy_context' | 'policy_second' | 'value_first' | 'value_second' | 'value',
  ) {
    return this.tf.matMul(input, this.kernel(`${layer}/kernel`)).add<Tensor2D>(this.kernel(`${layer}/bias`));
  }

  private kernel(name: PartName): Tensor2D {
    const variable = this.variables.get(name);
    if (variable === undefined) throw new Error(`no weights named ${name}`);
    return variable as Tensor as Tensor2D;
  }
}

/** The operations of the backward pass that backends carry out at very different speeds. */
interface Kernels {
  /** The transpose of `a`, times `b`. */
  transposedTimes(a: Tensor2D, b: Tensor2D): Tensor2D;
  /** `a` times the transpose of `b`. */
  timesTransposed(a: Tensor2D, b: Tensor2D): Tensor2D;
  /** 1 where a number is above 0, 0 where it is 0; there are no others after a ReLU. */
  active(a: Tensor2D): tfjs.Tensor;
  columnSums(a: Tensor2D): tfjs.Tensor;
}

/**
 * Each operation in the form that is fast on the backend in use. The WASM backend has quick code for plain products only:
 * with a transposed factor it is ten times slower, adding up columns a hundred times (`npm run bench:training -- --backends`).
 */
function kernelsOf(tf: TensorFlow): Kernels {
  return tf.getBackend() === 'wasm' ? wasmKernels(tf) : plainKernels(tf);
}

function plainKernels(tf: TensorFlow): Kernels {
  return {
    transposedTimes: (a, b) => tf.matMul(a, b, true),
    timesTransposed: (a, b) => tf.matMul(a, b, false, true),
    active: (a) => a.sign(),
    columnSums: (a) => a.sum(0),
  };
}

function wasmKernels(tf: TensorFlow): Kernels {
  return {
    transposedTimes: (a, b) => tf.matMul<Tensor2D>(a.transpose(), b),
    timesTransposed: (a, b) => tf.matMul<Tensor2D>(a, b.transpose()),
    active: (a) => a.step(),
    columnSums: (a) => tf.matMul(tf.ones([1, a.shape[0]]), a),
  };
}
