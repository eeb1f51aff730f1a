import { candidateSize, contextSize, Featurizer } from '../rl/features';
import type { Policy } from '../rl/policy';
import { scaleQoe } from '../rl/qoe-scale';
import type { AbrAlgorithm, Observation } from './algorithm';
import { nothingMeasured } from './levels';
import type { SessionContext } from './registry';

/** What a decision of the agent came from, for those who look on. */
export interface AgentView {
  readonly observation: Observation;
  readonly context: Float32Array;
  readonly candidates: Float32Array;
  /** Probability of each level. */
  readonly probabilities: readonly number[];
  readonly level: number;
}

/**
 * The PPO agent, greedy: the level with the highest score of a trained policy (core/rl). `look` is told what each
 * decision came from.
 */
export function ppo(
  { qoe, video }: Pick<SessionContext, 'qoe' | 'video'>,
  policy: Policy,
  look?: (view: AgentView) => void,
): AbrAlgorithm {
  const featurizer = new Featurizer(scaleQoe(qoe));
  const levels = video.ladderKbps.length;
  const context = new Float32Array(contextSize);
  const candidates = new Float32Array(levels * candidateSize);
  const scores = new Float64Array(levels);
  return {
    decide(observation) {
      if (observation.downloads.length === 0) return nothingMeasured;
      featurizer.write(observation, context, 0, candidates, 0);
      policy.scores(context, candidates, levels, scores);
      const level = highest(scores);
      const probabilities = softmax(scores);
      look?.({
        ...{ observation, probabilities, level },
        context: context.slice(),
        candidates: candidates.slice(),
      });
      return { level, reason: `${Math.round(probabilities[level] * 100)} % sure of level ${level}` };
    },
  };
}

function highest(scores: Float64Array): number {
  let best = 0;
  for (let level = 1; level < scores.length; level++) if (scores[level] > scores[best]) best = level;
  return best;
}

/** Probabilities of scores. */
export function softmax(scores: ArrayLike<number>): number[] {
  const values = Array.from(scores);
  const most = Math.max(...values);
  const powers = values.map((score) => Math.exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
