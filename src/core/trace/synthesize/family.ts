import type { Random } from '../../stats/random';

/** What a synthetic trace is made from. */
export interface SynthesisInput {
  readonly random: Random;
  /** How many steps are wanted. */
  readonly steps: number;
  /** Where this trace stands among its kind, from 0 (the poorest connection) to 1. */
  readonly share: number;
  /** Where it stands in unrest, from 0 (steady) to 1, independently of its share. */
  readonly unrest: number;
}

/** A kind of network. */
export interface TraceFamily {
  readonly id: string;
  readonly name: string;
  /** One sentence: what it is like and where its numbers come from. */
  readonly describes: string;
  /** Duration of a step in seconds. */
  readonly stepSeconds: number;
  /** Traces of the set that comes with the application. */
  readonly setCount: number;
  /** Capacity of each step in kbps, `steps` of them. */
  readonly make: (input: SynthesisInput) => readonly number[];
}
