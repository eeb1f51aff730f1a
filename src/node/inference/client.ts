import * as v from 'valibot';
import {
  inferenceAnswerSchema,
  type Inference,
  type InferenceInput,
  type InferenceQuestion,
} from '../../shared/inference';
import type { ChildPort } from '../child-port';
import { OpenCalls } from '../platform/open-calls';

/** One process and the questions that it has not answered yet. */
interface Child {
  readonly port: ChildPort;
  readonly questions: OpenCalls<Inference | null>;
}

/** Native inference in a process of its own, started with the first question and anew when it has died. */
export class InferenceClient {
  private child: Child | null = null;

  /** `fork` starts out/main/inference.cjs. */
  constructor(private readonly fork: () => ChildPort) {}

  /**
   * null where there is no native TensorFlow.js.
   * @throws Error, a sentence, when the model cannot be read or the process ends.
   */
  infer(folder: string, version: string, input: InferenceInput): Promise<Inference | null> {
    const { port, questions } = (this.child ??= this.start());
    return questions.ask((id) => port.post({ id, folder, version, input } satisfies InferenceQuestion));
  }

  /** Ends the process, if there is one; the next question starts another. */
  stop(): void {
    this.child?.port.kill();
    this.child = null;
  }

  private start(): Child {
    const port = this.fork();
    const child: Child = { port, questions: new OpenCalls() };
    port.onMessage((message) => {
      const { id, native, result, problem } = v.parse(inferenceAnswerSchema, message);
      if (result || !native) child.questions.resolve(id, result);
      else child.questions.reject(id, new Error(problem ?? 'native inference gave no answer'));
    });
    port.onExit(() => {
      if (this.child === child) this.child = null;
      child.questions.end(new Error('the inference process ended'));
    });
    return child;
  }
}
