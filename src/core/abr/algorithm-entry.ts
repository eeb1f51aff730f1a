import type { Policy } from '../agent/policy';
import type { ScaledQoe } from '../agent/qoe-scale';
import type { AbrAlgorithm, Observation } from '../model/algorithm';
import type { Video } from '../model/video';
import type { Qoe } from '../qoe/qoe';
import type { Trace } from '../trace/bandwidth';

/** What an algorithm may be built with; decisions themselves see only observations. */
export interface SessionContext {
  readonly video: Pick<Video, 'ladderKbps' | 'chunkSeconds' | 'chunkCount'>;
  readonly bufferCapSeconds: number;
  readonly qoe: Qoe;
  /** For the agent: the trained policy that a name or place stands for. */
  readonly policy?: (model: string) => Policy;
  /** For the agent: called with what each decision came from. */
  readonly onDecision?: (view: AgentView) => void;
  /** For clairvoyant plans (oracle, optimal) only: the whole trace and the whole video. */
  readonly future?: { readonly trace: Trace; readonly video: Video };
}

export interface AlgorithmEntry {
  readonly id: string;
  readonly name: string;
  /** One sentence: how it thinks. */
  readonly thinks: string;
  /** Needs SessionContext.future, so it cannot play live. */
  readonly clairvoyant?: true;
  /** What may stand behind the colon of its id (`fixed:LEVEL`); an algorithm without it takes nothing there. */
  readonly parameter?: string;
  /** `parameter` is what stands behind the colon. */
  create(context: SessionContext, parameter?: string): AbrAlgorithm;
}

/** What a decision of the agent came from, for panels that explain it. */
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
