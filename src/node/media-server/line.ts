import * as v from 'valibot';
import {
  CommandSchema,
  MessageSchema,
  type Command,
  type LinkStatistics,
  type Message,
} from '../../shared/media-server';
import type { ChildPort } from '../child-port';
import { OpenCalls } from '../platform/open-calls';

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

/** Questions and answers between this process and the media server's. */
export class Line {
  readonly statistics = new Listeners<LinkStatistics>();
  /** Ended without having been asked to. */
  readonly died = new Listeners<Error>();
  private readonly calls = new OpenCalls<unknown>();
  /** Resolves with the reason when the process is gone. */
  private readonly gone: Promise<Error>;
  private readonly ready: Promise<void>;
  private isReady: () => void = () => undefined;
  private wanted = true;

  constructor(private readonly port: ChildPort) {
    this.gone = new Promise((resolve) => port.onExit((code) => resolve(endOf(code))));
    this.ready = new Promise((resolve) => (this.isReady = resolve));
    port.onMessage((message) => this.receive(v.parse(MessageSchema, message)));
    void this.gone.then((error) => this.exited(error));
  }

  /** Resolves when the process listens to commands. @throws Error when it ends before. */
  untilReady(): Promise<void> {
    return Promise.race([this.ready, this.gone.then((error) => Promise.reject(error))]);
  }

  /** Sends a command; the answer is parsed by `schema`. */
  async ask<S extends v.GenericSchema>(command: Command, schema: S): Promise<v.InferOutput<S>> {
    v.parse(CommandSchema, command);
    return v.parse(schema, await this.calls.ask((id) => this.port.post({ id, command })));
  }

  /** Ends the process and resolves when it is gone, however often it is called. */
  async end(): Promise<void> {
    this.wanted = false;
    this.port.kill();
    await this.gone;
  }

  private receive(message: Message): void {
    switch (message.type) {
      case 'ready':
        return this.isReady();
      case 'answer':
        return this.calls.resolve(message.id, message.result);
      case 'failed':
        return this.calls.reject(message.id, new Error(message.message));
      case 'statistics':
        return this.statistics.tell(message.statistics);
      default:
        message satisfies never;
    }
  }

  private exited(error: Error): void {
    this.calls.end(error);
    if (this.wanted) this.died.tell(error);
  }
}

function endOf(code: number | null): Error {
  return new Error(`the media server's process ended${code === null ? '' : ` (exit code ${code})`}`);
}
