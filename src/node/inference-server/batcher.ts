import type { Inference, InferenceInput } from '../../shared/inference';

/** What a batch is given to. */
export interface BatchModel {
  inferBatch(inputs: readonly InferenceInput[]): Inference[];
}

interface Waiting {
  readonly input: InferenceInput;
  readonly resolve: (inference: Inference) => void;
  readonly reject: (error: unknown) => void;
}

/** More at once would keep the first of them waiting for the last. */
const largestBatch = 256;

/**
 * Gathers what arrives together: every question of one turn of the event loop goes through the network at once. A lone
 * question waits for nothing but the end of its turn.
 */
export class Batcher {
  private waiting: Waiting[] = [];

  constructor(
    private readonly model: BatchModel,
    private readonly onBatch: (size: number) => void,
  ) {}

  infer(input: InferenceInput): Promise<Inference> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ input, resolve, reject });
      if (this.waiting.length === 1) setImmediate(() => this.flush());
    });
  }

  private flush(): void {
    const batch = this.waiting.slice(0, largestBatch);
    this.waiting = this.waiting.slice(largestBatch);
    if (this.waiting.length > 0) setImmediate(() => this.flush());
    this.onBatch(batch.length);
    try {
      const answers = this.model.inferBatch(batch.map(({ input }) => input));
      batch.forEach(({ resolve }, i) => resolve(answers[i]));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
