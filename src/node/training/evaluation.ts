import { ppo } from '../../core/abr/ppo';
import { createAlgorithm } from '../../core/abr/registry';
import type { SessionSetup } from '../../core/training/training-session';
import { evaluate, type EvaluationResult } from '../../core/training/evaluate';
import type { Layout } from '../../core/agent/layout';
import { Policy } from '../../core/agent/policy';
import type { BeforeAfter, TrainingBaseline, TrainingEvaluation } from '../../shared/training';

/** The rules that the agent is held to while it learns. */
const rules = ['rate-based', 'buffer-based', 'bola', 'dynamic', 'robust-mpc'] as const;

/** Each rule on the sessions on which the agent is judged. */
export function evaluateRules(sessions: readonly SessionSetup[]): TrainingBaseline[] {
  return rules.map((algorithm) => {
    const { score, qoe } = evaluate(sessions, (context) => createAlgorithm(algorithm, context));
    return { algorithm, score, qoe: sharedMeasure(sessions) ? qoe : null };
  });
}

/** The agent with these weights, greedy. */
export function evaluateWeights(
  sessions: readonly SessionSetup[],
  layout: Layout,
  weights: Float32Array,
  decisions: number,
): Omit<TrainingEvaluation, 'best'> {
  const { score, qoe, rebufferSecondsPerChunk } = evaluateAgent(sessions, layout, weights);
  return {
    ...{ decisions, score },
    qoe: sharedMeasure(sessions) ? qoe : null,
    rebuffer_seconds_per_chunk: rebufferSecondsPerChunk,
  };
}

/** Two sets of weights on the same sessions. */
export function beforeAfter(
  sessions: readonly SessionSetup[],
  layout: Layout,
  before: Float32Array,
  after: Float32Array,
): BeforeAfter {
  const of = ({ rewardPerSession, stallsPerSession, stallSecondsPerSession }: EvaluationResult) => ({
    ...{ rewardPerSession, stallsPerSession, stallSecondsPerSession },
  });
  return {
    sessions: sessions.length,
    before: of(evaluateAgent(sessions, layout, before)),
    after: of(evaluateAgent(sessions, layout, after)),
  };
}

function evaluateAgent(
  sessions: readonly SessionSetup[],
  layout: Layout,
  weights: Float32Array,
): EvaluationResult {
  const policy = new Policy(layout, weights);
  return evaluate(sessions, (context) => ppo(context, policy));
}

/** A mean of unscaled QoE says something only where all sessions share the measure and its scale. */
function sharedMeasure(sessions: readonly SessionSetup[]): boolean {
  const of = ({ qoe }: SessionSetup): string => `${qoe.id} ${qoe.levelQuality.join()}`;
  return sessions.every((session) => of(session) === of(sessions[0]));
}
