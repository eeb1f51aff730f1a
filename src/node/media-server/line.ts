import * as v from 'valibot';
import {
  CommandSchema,
  MessageSchema,
  type Command,
  type LinkStatistics,
  type Message,
} from '../../shared/media-server';
import type { ChildPort } from '../child-port';

/** Those who want to hear of something. */
export class Listeners<T> {
  private readonly listeners = new Set<(value: T) => void>();

  /** Returns what takes the listener off again. */
  add(listener: (value: T) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  tell(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }
}

interface OpenCall {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Questions and answers between this process and the media server's. */
export class Line {
  readonly statistics = new Listeners<LinkStatistics>();
  /** Ended without having been asked to. */
  readonly died = new Listeners<Error>();
  readonly ready: Promise<void>;
  private readonly calls = new Map<number, OpenCall>();
  private ended: Error | null = null;
  private wanted = true;
  private lastId = 0;

  constructor(private readonly port: ChildPort) {
    const ready = new Promise<unknown>((resolve, reject) => this.calls.set(0, { resolve, reject }));
    this.ready = ready.then(() => undefined);
    port.onMessage((message) => this.receive(v.parse(MessageSchema, message)));
    port.onExit((code) => this.exited(code));
  }

  /** Sends a command; the answer is parsed by `schema`. */
  async ask<S extends v.GenericSchema>(command: Command, schema: S): Promise<v.InferOutput<S>> {
    if (this.ended) throw this.ended;
    v.parse(CommandSchema, command);
    const id = ++this.lastId;
    const result = await new Promise<unknown>((resolve, reject) => {
      this.calls.set(id, { resolve, reject });
      this.port.post({ id, command });
    });
    return v.parse(schema, result);
  }

  /** Ends the process and resolves when it is gone. */
  async end(): Promise<void> {
    this.wanted = false;
    if (this.ended) return;
    const gone = new Promise<unknown>((resolve) => this.calls.set(-1, { resolve, reject: resolve }));
    this.port.kill();
    await gone;
  }

  private receive(message: Message): void {
    switch (message.type) {
      case 'ready':
        return this.settle(0, (call) => call.resolve(undefined));
      case 'answer':
        return this.settle(message.id, (call) => call.resolve(message.result));
      case 'failed':
        return this.settle(message.id, (call) => call.reject(new Error(message.message)));
      case 'statistics':
        return this.statistics.tell(message.statistics);
      default:
        message satisfies never;
    }
  }

  private settle(id: number, how: (call: OpenCall) => void): void {
    const call = this.calls.get(id);
    this.calls.delete(id);
    if (call) how(call);
  }

  private exited(code: number | null): void {
    if (this.ended) return;
    this.ended = new Error(`the media server's process ended${code === null ? '' : ` (exit code ${code})`}`);
    for (const id of [...this.calls.keys()])
      this.settle(id, (call) => call.reject(this.ended ?? new Error()));
    if (this.wanted) this.died.tell(this.ended);
  }
}
