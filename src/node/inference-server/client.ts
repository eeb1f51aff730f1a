import * as v from 'valibot';
import {
  serviceNewsSchema,
  type ServiceCommand,
  type ServicePlan,
  type ServiceState,
} from '../../shared/service-state';
import type { ChildPort } from '../child-port';

/** The inference service in its own process, seen from the process that switches it. */
export class ServiceSwitch {
  state: ServiceState = { type: 'off' };
  private child: ChildPort | null = null;
  /** The switches so far, one after the other: two at once would start two processes. */
  private done: Promise<void> = Promise.resolve();
  /** The last process is gone. */
  private gone: Promise<void> = Promise.resolve();

  /** `fork` starts out/main/inference-server.cjs; `onState` hears every change. */
  constructor(
    private readonly fork: () => ChildPort,
    private readonly onState: (state: ServiceState) => void,
  ) {}

  /** Switches it on, anew if it was on; resolves when it listens or has failed. */
  start(plan: ServicePlan): Promise<void> {
    return this.after(() => this.begin(plan));
  }

  /** Switches it off; resolves when its process is gone. */
  stop(): Promise<void> {
    return this.after(async () => {
      await this.end();
      this.tell({ type: 'off' });
    });
  }

  /** What runs, or is only starting, ends at once. */
  private after(step: () => Promise<void>): Promise<void> {
    void this.end();
    const result = this.done.then(step);
    this.done = result.catch(() => undefined); // its caller hears of it
    return result;
  }

  private async begin(plan: ServicePlan): Promise<void> {
    await this.end();
    this.tell({ type: 'starting' });
    const child = this.fork();
    this.child = child;
    this.gone = new Promise((resolve) => child.onExit(() => resolve()));
    await new Promise<void>((settled) => {
      child.onMessage((message) => {
        if (this.child !== child) return;
        const news = v.parse(serviceNewsSchema, message);
        if (news.type === 'failed') this.child = null;
        this.tell(news);
        if (news.type === 'failed') child.kill();
        settled();
      });
      child.onExit(() => {
        if (this.child === child) this.fail('the process of the service ended');
        settled();
      });
      post(child, { type: 'start', plan });
    });
  }

  /** Resolves when the last process, also one that failed, is gone; `begin` starts none before. */
  private end(): Promise<void> {
    if (this.child) post(this.child, { type: 'stop' });
    this.child = null;
    return this.gone;
  }

  private fail(problem: string): void {
    this.child = null;
    this.tell({ type: 'failed', problem });
  }

  private tell(state: ServiceState): void {
    this.state = state;
    this.onState(state);
  }
}

function post(child: ChildPort, command: ServiceCommand): void {
  child.post(command);
}
