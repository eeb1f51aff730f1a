import type { Observation } from '../../core/model/algorithm';

/** What a page may tell the agent; the declarations that are exported with a module say the same. */
export interface RuleOptions {
  /** Seconds of video that the player keeps buffered. */
  readonly bufferCapSeconds?: number;
  /** Sizes in bytes `[level][chunk]`, levels by rising bitrate, where the page knows them. */
  readonly chunkBytes?: readonly (readonly number[])[];
  /** Told of each decision. */
  readonly onDecision?: (decision: RuleDecision) => void;
}

/** One decision of the agent and all that it knew. */
export interface RuleDecision {
  readonly observation: Observation;
  /** Probability of each level. */
  readonly probabilities: readonly number[];
  readonly level: number;
}

/** Buffer that players are set to unless the page says otherwise. */
export const defaultBufferCapSeconds = 30;
