import type { Random } from '../../random';

/** What a synthetic trace is made from. */
export interface SynthesisInput {
  readonly random: Random;
  readonly seconds: number;
  /** Where this trace stands among its kind, from 0 (the poorest connection) to 1. */
  readonly share: number;
}

/** A kind of network. */
export interface TraceFamily {
  readonly id: string;
  readonly name: string;
  /** One sentence: what it is like and where its numbers come from. */
  readonly describes: string;
  /** Duration of a step in seconds. */
  readonly stepSeconds: number;
  /** Capacity of each step in kbps. */
  readonly make: (input: SynthesisInput) => Iterable<number>;
}
