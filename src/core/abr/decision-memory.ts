import type { AbrAlgorithm, Decision, Observation } from '../model/algorithm';

/** What is known of the chunks of a player. */
export interface ChunksInView {
  /** The chunk to be asked for next. */
  readonly nextChunk: number;
  /** What there is to know before it; null when no chunk is left. */
  observe(): Observation | null;
}

/**
 * One decision for each chunk, however often the player asks (dash.js asks at the start, every 500 ms with a full buffer, and
 * again after a switch).
 */
export class DecisionMemory {
  private decidedFor = -1;
  private decision: Decision | null = null;

  constructor(
    private readonly algorithm: AbrAlgorithm,
    private readonly log: ChunksInView,
  ) {}

  /** The decision for the next chunk, made when first asked; null when no chunk is left. */
  next(): Decision | null {
    const { nextChunk } = this.log;
    if (this.decidedFor === nextChunk) return this.decision;
    const observation = this.log.observe();
    this.decision = observation && checked(this.algorithm.decide(observation), observation.ladderKbps.length);
    this.decidedFor = nextChunk;
    return this.decision;
  }

  /** The decision made for a chunk; null when it was never asked for. */
  for(chunkIndex: number): Decision | null {
    return this.decidedFor === chunkIndex ? this.decision : null;
  }
}

function checked(decision: Decision, levels: number): Decision {
  const { level } = decision;
  if (Number.isInteger(level) && level >= 0 && level < levels) return decision;
  throw new Error(`level must be an integer from 0 to ${levels - 1}, got ${level}`);
}
