import { candidateSize, contextSize } from '../../core/rl/features';
import { makeLayersModel } from '../../core/rl/layers-model';
import type { TensorFlow } from '../../core/rl/network';
import type { Inference, InferenceInput } from '../../shared/inference';
import type { Model } from '../../shared/policy';

/** A model in native TensorFlow.js. */
export class NativeModel {
  private readonly model;

  constructor(
    private readonly tf: TensorFlow,
    { policy, weights }: Model,
  ) {
    this.model = makeLayersModel(tf, policy, weights);
  }

  /** Scores and value of one observation. @throws Error when the inputs are not of this network's size. */
  infer({ context, candidates }: InferenceInput): Inference {
    const levels = candidates.length / candidateSize;
    if (context.length !== contextSize || !Number.isInteger(levels) || levels < 1) {
      throw new Error(
        `expected ${contextSize} context features and ${candidateSize} for each level, got ${context.length} and ${candidates.length}`,
      );
    }
    const { tf } = this;
    return tf.tidy(() => {
      const inputs = [
        tf.tensor2d(context, [1, contextSize]),
        tf.tensor3d(candidates, [1, levels, candidateSize]),
      ];
      const outputs = this.model.predict(inputs);
      if (!Array.isArray(outputs)) throw new Error('the network gave one output, expected scores and value');
      const [scores, value] = outputs;
      return { scores: Array.from(scores.dataSync()), value: value.dataSync()[0] };
    });
  }

  dispose(): void {
    this.model.dispose();
  }
}
