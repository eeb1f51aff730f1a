import { candidateSize, contextSize, Featurizer } from '../agent/features';
import type { Policy } from '../agent/policy';
import { scaleQoe, type ScaledQoe } from '../agent/qoe-scale';
import { argmax, softmax } from '../agent/categorical';
import type { AbrAlgorithm, Observation } from '../model/algorithm';
import { nothingMeasured } from './levels';
import type { SessionContext } from './registry';

/** What a decision of the agent came from, for those who look on. */
export interface AgentView {
  /** The downloads are copied: those of the observation grow. */
  readonly observation: Observation;
  readonly policy: Policy;
  readonly qoe: ScaledQoe;
  readonly context: Float32Array;
  readonly candidates: Float32Array;
  readonly scores: readonly number[];
  /** Probability of each level. */
  readonly probabilities: readonly number[];
  readonly level: number;
}

/**
 * The PPO agent, greedy: the level with the highest score of a trained policy (core/agent). `look` is told what each
 * decision came from.
 */
export function ppo(
  { qoe, video }: Pick<SessionContext, 'qoe' | 'video'>,
  policy: Policy,
  look?: (view: AgentView) => void,
): AbrAlgorithm {
  const scaled = scaleQoe(qoe);
  const featurizer = new Featurizer(scaled);
  const levels = video.ladderKbps.length;
  const context = new Float32Array(contextSize);
  const candidates = new Float32Array(levels * candidateSize);
  const scores = new Float64Array(levels);
  return {
    decide(observation) {
      if (observation.downloads.length === 0) return nothingMeasured;
      featurizer.write(observation, context, 0, candidates, 0);
      policy.scores(context, candidates, levels, scores);
      const level = argmax(scores);
      const probabilities = softmax(scores);
      look?.({
        ...{ policy, probabilities, level, qoe: scaled },
        observation: { ...observation, downloads: [...observation.downloads] },
        scores: Array.from(scores),
        context: context.slice(),
        candidates: candidates.slice(),
      });
      return { level, reason: agentReason(probabilities, level) };
    },
  };
}

/** Why the agent chose a level, in words. */
export function agentReason(probabilities: readonly number[], level: number): string {
  return `${Math.round(probabilities[level] * 100)} % sure of level ${level}`;
}
