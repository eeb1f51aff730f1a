import { candidateSize, contextSize } from '../agent/features';
import type { Layout } from '../agent/layout';
import { Network, type TensorFlow } from '../agent/network';

/**
 * Every operation of a network once, forward and backward. To be done before several threads begin: native TensorFlow.js keeps
 * the attribute names of operations in one set for the whole process (`ATTR_NAME_SET` of its tfjs_backend.cc), without a
 * lock, and two threads that put the same new name into it at once may crash the process.
 */
export function warmUp(tf: TensorFlow, layout: Layout): void {
  const [rows, levels] = [2, 2];
  const network = new Network(tf, layout);
  network.load(new Float32Array(layout.size));
  const context = new Float32Array(rows * contextSize);
  const candidates = new Float32Array(rows * levels * candidateSize);
  const gradient = new Float32Array(layout.size);
  tf.tidy(() => {
    network.scoresBackward(
      network.scores(context, candidates, levels),
      new Float32Array(rows * levels),
      gradient,
    );
    network.valuesBackward(network.values(context), new Float32Array(rows), gradient);
  });
  network.dispose();
}
