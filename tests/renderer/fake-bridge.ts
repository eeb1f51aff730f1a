import { vi } from 'vitest';
import type { Calls } from '../../src/shared/contract/contract';

/** Stands for the preload's bridge: answers the calls of the window's state. Returns the names called, in order. */
export function fakeBridge(answers: Partial<Calls>): string[] {
  const called: string[] = [];
  const call = async (name: string, request: unknown): Promise<object> => {
    called.push(name);
    try {
      return { ok: true, value: await answerOf(answers, name)(request) };
    } catch (error) {
      return { ok: false, message: error instanceof Error ? error.message : String(error) };
    }
  };
  vi.stubGlobal('window', { neuralstream: { call, on: () => () => undefined, pathOf: () => '' } });
  return called;
}

function answerOf(answers: object, name: string): (request: unknown) => unknown {
  const answer: unknown = Reflect.get(answers, name);
  if (typeof answer !== 'function') throw new Error(`the test has no answer to ${name}`);
  return (request) => Reflect.apply(answer, undefined, [request]);
}
