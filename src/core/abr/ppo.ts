import { candidateSize, contextSize, Featurizer } from '../agent/features';
import type { Policy } from '../agent/policy';
import { scaleQoe } from '../agent/qoe-scale';
import { argmax, softmax } from '../agent/categorical';
import type { AbrAlgorithm } from '../model/algorithm';
import { nothingMeasured } from './levels';
import type { AgentView, AlgorithmEntry, SessionContext } from './algorithm-entry';

/** The model every `ppo` without a parameter plays: the one that comes with the application. */
export const defaultModel = 'default';

export const ppoEntry: AlgorithmEntry = {
  id: 'ppo',
  name: 'PPO agent',
  thinks: 'a neural network trained on network traces scores each level',
  parameter: 'model',
  create(context, model = defaultModel) {
    if (context.policy === undefined)
      throw new Error('algorithm "ppo" needs a trained model, and none can be read here');
    return ppo(context, context.policy(model), context.onDecision);
  },
};

/**
 * The PPO agent, greedy: the level with the highest score of a trained policy (core/agent). `onDecision` gets what each
 * decision came from.
 */
export function ppo(
  { qoe, video }: Pick<SessionContext, 'qoe' | 'video'>,
  policy: Policy,
  onDecision?: (view: AgentView) => void,
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
      onDecision?.({
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
