import type * as tfjs from '@tensorflow/tfjs';
import type { TensorFlow } from './network';

type Tensor2D = tfjs.Tensor2D;

/** The operations of the backward pass that backends carry out at very different speeds. */
export interface Kernels {
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
export function kernelsOf(tf: TensorFlow): Kernels {
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
