import { candidateSize, contextSize } from '../agent/features';
import type { Network } from '../agent/network';
import { part, pick } from './rows';
import type { Rollout } from './rollout';
import { argmax, softmax } from '../agent/categorical';

type Seen = Pick<Rollout, 'distilled' | 'context' | 'candidates' | 'levelCounts' | 'levels' | 'likeliest'>;

/**
 * Decisions of sessions in which the agent is to stay as the run began: in place of what they earn it learns what the first
 * weights would do there (cross-entropy to their probabilities; Z. Li, D. Hoiem, "Learning without Forgetting", ECCV 2016).
 */
export class Distillation {
  /** Where the rollout has them. */
  private rows = new Int32Array();
  /** Of the first weights, `[row of a rollout * levels + level]`. */
  private probabilities = new Float32Array();

  constructor(
    /** With the weights that the run began with. */
    private readonly first: Network,
    private readonly weight: number,
  ) {}

  /**
   * Finds the held decisions of a rollout, and what the first weights would do there; tells how many there are and in how many
   * of them the likeliest level is the first weights' one, too.
   */
  observe({ distilled, context, candidates, levelCounts, levels, likeliest }: Seen): {
    distilled: number;
    distilledAgreeing: number;
  } {
    this.rows = Int32Array.from(distilled.keys()).filter((row) => distilled[row] === 1);
    const { rows } = this;
    if (rows.length === 0) return { distilled: 0, distilledAgreeing: 0 };
    const scores = this.first.askScores(
      pick(context, contextSize, rows),
      pick(candidates, levels * candidateSize, rows),
      levels,
    );
    this.probabilities = new Float32Array(distilled.length * levels);
    let distilledAgreeing = 0;
    rows.forEach((row, i) => {
      const own = scores.subarray(i * levels, i * levels + levelCounts[row]);
      this.probabilities.set(softmax(own), row * levels);
      if (argmax(own) === likeliest[row]) distilledAgreeing += 1;
    });
    return { distilled: rows.length, distilledAgreeing };
  }

  /** Those of one minibatch of a pass, in the order in which they were made. */
  part(minibatch: number, minibatches: number): Int32Array {
    return part(this.rows, minibatch, minibatches);
  }

  /** Slopes by the scores of some held decisions; a minibatch has so many `decisions`, held and others. */
  slopes(
    scores: Float32Array,
    rows: Int32Array,
    { levelCounts, levels }: Pick<Seen, 'levelCounts' | 'levels'>,
    decisions: number,
  ): Float32Array {
    const slopes = new Float32Array(scores.length);
    rows.forEach((row, i) => {
      const start = i * levels;
      softmax(scores.subarray(start, start + levelCounts[row])).forEach((probability, level) => {
        const beyond = probability - this.probabilities[row * levels + level];
        slopes[start + level] = (this.weight / decisions) * beyond;
      });
    });
    return slopes;
  }
}
