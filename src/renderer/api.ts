import type { CallName, CallRequest, CallResponse, EventName, EventValue } from '../shared/contract/contract';

/** Every call of the contract as a function that resolves to its value or rejects with the sentence of its error. */
export type ApiClient = {
  readonly [Name in CallName]: (request: CallRequest<Name>) => Promise<CallResponse<Name>>;
};

export const api = makeClient();

/** Listens to an event of main; returns the function that stops listening. */
export function on<Name extends EventName>(
  name: Name,
  listener: (value: EventValue<Name>) => void,
): () => void {
  return window.neuralstream.on(name, listener);
}

/** The path of a dropped file; empty when it has none (a picture dragged out of a page). */
export function pathOf(file: File): string {
  return window.neuralstream.pathOf(file);
}

/** The sentence of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function makeClient(): ApiClient;
function makeClient(): object {
  return new Proxy({}, { get: (_target, name) => caller(String(name)) });
}

function caller(name: string): (request: unknown) => Promise<unknown> {
  return async (request) => {
    const answer = await window.neuralstream.call(name, request);
    if (!answer.ok) throw new Error(answer.message);
    return answer.value;
  };
}
