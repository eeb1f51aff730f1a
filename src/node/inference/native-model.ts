import { candidateSize, contextSize } from '../../core/agent/features';
import { Layout } from '../../core/agent/layout';
import { Network, type TensorFlow } from '../../core/agent/network';
import type { Inference, InferenceInput } from '../../shared/inference';
import type { Model } from '../../shared/policy';

/** A model in training's own tensor operations (a third of the time of a LayersModel), on the backend given: native as a rule. */
export class NativeModel {
  private readonly network: Network;

  constructor(tf: TensorFlow, { policy, weights }: Model) {
    this.network = new Network(tf, new Layout(policy));
    this.network.load(weights);
  }

  /** Scores and value of one observation. @throws Error when the inputs are not of this network's size. */
  infer(input: InferenceInput): Inference {
    return this.inferBatch([input])[0];
  }

  /** The same of several observations at once, of ladders of any height: a level's score depends on no other level. */
  inferBatch(inputs: readonly InferenceInput[]): Inference[] {
    const levels = inputs.map(levelsOf);
    const most = Math.max(...levels);
    const contexts = new Float32Array(inputs.length * contextSize);
    const candidates = new Float32Array(inputs.length * most * candidateSize);
    inputs.forEach((input, i) => {
      contexts.set(input.context, i * contextSize);
      candidates.set(input.candidates, i * most * candidateSize);
    });
    const scores = this.network.askScores(contexts, candidates, most);
    const values = this.network.askValues(contexts);
    return levels.map((count, i) => ({
      scores: Array.from(scores.subarray(i * most, i * most + count)),
      value: values[i],
    }));
  }

  /** The first passes take a hundred times as long as those after them. */
  warmUp(): void {
    const input = { context: new Float32Array(contextSize), candidates: new Float32Array(candidateSize) };
    for (const size of [1, 1, 8]) this.inferBatch(new Array<InferenceInput>(size).fill(input));
  }

  dispose(): void {
    this.network.dispose();
  }
}

function levelsOf({ context, candidates }: InferenceInput): number {
  const levels = candidates.length / candidateSize;
  if (context.length === contextSize && Number.isInteger(levels) && levels >= 1) return levels;
  throw new Error(
    `expected ${contextSize} context features and ${candidateSize} for each level, got ${context.length} and ${candidates.length}`,
  );
}
