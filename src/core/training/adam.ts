export interface AdamState {
  readonly firstMoments: Float32Array;
  readonly secondMoments: Float32Array;
  readonly steps: number;
}

/**
 * Adam (D. Kingma, J. Ba, ICLR 2015, algorithm 1) over one flat vector of weights, in plain numbers: its whole state can
 * be written down and read back, so that a resumed run goes on exactly.
 */
export class Adam {
  readonly firstMoments: Float32Array;
  readonly secondMoments: Float32Array;
  steps = 0;

  constructor(size: number) {
    this.firstMoments = new Float32Array(size);
    this.secondMoments = new Float32Array(size);
  }

  save(): AdamState {
    const { firstMoments, secondMoments, steps } = this;
    return { firstMoments: firstMoments.slice(), secondMoments: secondMoments.slice(), steps };
  }

  restore({ firstMoments, secondMoments, steps }: AdamState): void {
    this.firstMoments.set(firstMoments);
    this.secondMoments.set(secondMoments);
    this.steps = steps;
  }

  /**
   * Moves the weights against the gradient, in place; before it they lose `learningRate` x `decay` of themselves (AdamW:
   * I. Loshchilov, F. Hutter, ICLR 2019, algorithm 2).
   */
  step(weights: Float32Array, gradient: Float32Array, learningRate: number, decay = 0): void {
    const { firstMoments, secondMoments } = this;
    this.steps += 1;
    const first = 1 - Math.pow(0.9, this.steps);
    const second = 1 - Math.pow(0.999, this.steps);
    const left = 1 - learningRate * decay;
    for (let i = 0; i < weights.length; i++) {
      const slope = gradient[i];
      firstMoments[i] = 0.9 * firstMoments[i] + 0.1 * slope;
      secondMoments[i] = 0.999 * secondMoments[i] + 0.001 * slope * slope;
      const spread = Math.sqrt(secondMoments[i] / second) + 1e-7;
      weights[i] = left * weights[i] - (learningRate * (firstMoments[i] / first)) / spread;
    }
  }
}

/** Shortens a gradient to `most` where it is longer, in place; returns its length before. */
export function clipNorm(gradient: Float32Array, most: number): number {
  let sum = 0;
  for (const slope of gradient) sum += slope * slope;
  const norm = Math.sqrt(sum);
  if (norm > most) {
    const factor = most / norm;
    for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;
  }
  return norm;
}
