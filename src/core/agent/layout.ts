import { candidateSize, contextSize } from './features';

/** Widths of the hidden layers: of the level-scoring head and of the critic. */
export interface NetworkUnits {
  readonly policyUnits: readonly [number, number];
  readonly valueUnits: readonly [number, number];
}

/** One matrix or vector of the network and its place in the flat vector of weights. */
export interface Part {
  readonly name: string;
  readonly shape: readonly [number, number] | readonly [number];
  readonly start: number;
  readonly size: number;
}

const layerShapes = ({ policyUnits: [p1, p2], valueUnits: [v1, v2] }: NetworkUnits) =>
  [
    ['policy_context/kernel', [contextSize, p1]],
    ['policy_context/bias', [p1]],
    ['policy_candidates/kernel', [candidateSize, p1]],
    ['policy_second/kernel', [p1, p2]],
    ['policy_second/bias', [p2]],
    ['scores/kernel', [p2, 1]],
    ['value_first/kernel', [contextSize, v1]],
    ['value_first/bias', [v1]],
    ['value_second/kernel', [v1, v2]],
    ['value_second/bias', [v2]],
    ['value/kernel', [v2, 1]],
    ['value/bias', [1]],
  ] as const;

export type PartName = ReturnType<typeof layerShapes>[number][0];

/** The weights' order in one flat vector; policy first, critic after it. */
export class Layout {
  readonly parts: readonly Part[];
  readonly size: number;
  /** Where the critic's weights begin. */
  readonly valueStart: number;
  private readonly byName = new Map<string, Part>();

  constructor(readonly units: NetworkUnits) {
    let start = 0;
    this.parts = layerShapes(units).map(([name, shape]) => {
      const part = { name, shape, start, size: shape.reduce((product: number, n) => product * n, 1) };
      start += part.size;
      return part;
    });
    for (const part of this.parts) this.byName.set(part.name, part);
    this.size = start;
    this.valueStart = this.part('value_first/kernel').start;
  }

  part(name: PartName): Part {
    const part = this.byName.get(name);
    if (part === undefined) throw new Error(`no weights named ${name}`);
    return part;
  }

  /** A view of one part. */
  of(flat: Float32Array, name: PartName): Float32Array {
    const { start, size } = this.part(name);
    return flat.subarray(start, start + size);
  }
}
