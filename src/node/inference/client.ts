import * as v from 'valibot';
import {
  inferenceAnswerSchema,
  type Inference,
  type InferenceInput,
  type InferenceQuestion,
} from '../../shared/inference';
import type { ChildPort } from '../child-port';

interface OpenQuestion {
  readonly resolve: (inference: Inference | null) => void;
  readonly reject: (error: Error) => void;
}

/** Native inference in a process of its own, started with the first question and anew when it has died. */
export class InferenceClient {
  private child: ChildPort | null = null;
  private readonly open = new Map<number, OpenQuestion>();
  private lastId = 0;

  /** `fork` starts out/main/inference.cjs. */
  constructor(private readonly fork: () => ChildPort) {}

  /**
   * null where there is no native TensorFlow.js.
   * @throws Error, a sentence, when the model cannot be read or the process ends.
   */
  infer(folder: string, version: string, input: InferenceInput): Promise<Inference | null> {
    const child = (this.child ??= this.start());
    const question: InferenceQuestion = { id: ++this.lastId, folder, version, input };
    return new Promise((resolve, reject) => {
      this.open.set(question.id, { resolve, reject });
      child.post(question);
    });
  }

  /** Ends the process, if there is one; the next question starts another. */
  stop(): void {
    this.child?.kill();
    this.child = null;
  }

  private start(): ChildPort {
    const child = this.fork();
    child.onMessage((message) => {
      const { id, native, result, problem } = v.parse(inferenceAnswerSchema, message);
      const question = this.open.get(id);
      this.open.delete(id);
      if (result || !native) question?.resolve(result);
      else question?.reject(new Error(problem ?? 'native inference gave no answer'));
    });
    child.onExit(() => {
      if (this.child === child) this.child = null;
      for (const { reject } of this.open.values()) reject(new Error('the inference process ended'));
      this.open.clear();
    });
    return child;
  }
}
