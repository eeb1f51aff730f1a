import type { AgentView } from '../../core/abr/algorithm-entry';
import { softmax } from '../../core/agent/categorical';
import { sensitivity, type Sensitivity } from '../../core/agent/sensitivity';
import type { Inference, InferenceInput } from '../../shared/inference';

/** One decision of the agent, as its panel shows it. */
export interface AgentDecision {
  readonly view: AgentView;
  readonly sensitivity: Sensitivity;
  /** Of the player's own forward pass. */
  readonly microseconds: number;
  /** What the panel shows; null until native TensorFlow.js has answered. */
  readonly judged: Judged | null;
}

/** Probabilities and value of one decision, and whose they are: the player's own where there is no native TensorFlow.js. */
export interface Judged {
  readonly by: 'native' | 'player';
  readonly probabilities: readonly number[];
  readonly value: number;
}

/** How far two probabilities of one decision may lie apart: rounding, no more. */
export const agreement = 1e-5;

/** Repetitions by which a forward pass is timed, for the window's clock is coarse. */
const timedPasses = 40;

/** Observes the agent in one player: keeps its last decision, and has native inference check each one where it is there. */
export class LiveAgent {
  decision: AgentDecision | null = null;

  constructor(
    /** null: there is no native TensorFlow.js. */
    private readonly infer: (input: InferenceInput) => Promise<Inference | null>,
    /** A decision on which the two disagree, or that native inference could not check, in a sentence. */
    private readonly fault: (problem: string) => void,
  ) {}

  readonly observe = (view: AgentView): void => {
    const decision: AgentDecision = {
      view,
      sensitivity: sensitivity(view.policy, view.qoe, view.observation),
      microseconds: timed(view),
      judged: null,
    };
    this.decision = decision;
    void this.check(decision);
  };

  private async check(decision: AgentDecision): Promise<void> {
    const { context, candidates } = decision.view;
    try {
      const inference = await this.infer({ context, candidates });
      const judged =
        inference === null ? ownJudgement(decision.view) : this.compared(decision.view, inference);
      if (this.decision === decision) this.decision = { ...decision, judged };
    } catch (error) {
      this.fault(
        `Native inference gave no answer: ${error instanceof Error ? error.message : String(error)}.`,
      );
    }
  }

  private compared({ probabilities, observation }: AgentView, { scores, value }: Inference): Judged {
    const native = softmax(scores);
    const apart = Math.max(...probabilities.map((own, level) => Math.abs(own - native[level])));
    if (!(apart <= agreement)) {
      this.fault(
        `Chunk ${observation.chunkIndex}: the player's own network and native TensorFlow.js disagree by ${apart.toPrecision(2)} in a probability.`,
      );
    }
    return { by: 'native', probabilities: native, value };
  }
}

function ownJudgement({ policy, context, probabilities }: AgentView): Judged {
  return { by: 'player', probabilities, value: policy.value(context) };
}

function timed({ policy, context, candidates, scores }: AgentView): number {
  const out = new Float64Array(scores.length);
  const begun = performance.now();
  for (let pass = 0; pass < timedPasses; pass++) policy.scores(context, candidates, out.length, out);
  return ((performance.now() - begun) * 1000) / timedPasses;
}
