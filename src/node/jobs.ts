import { randomUUID } from 'node:crypto';
import type { JobState } from '../shared/contract/library';
import { Queue } from './library/queue';
import { sentenceOf } from './platform/sentence';

/** What a job tells of itself beside its state: facts of its own, and how far it is. */
type Told<Facts> = Partial<Facts> & { readonly share?: number };

/** What a job does; it ends with what it came to. */
export type JobWork<Facts> = (
  signal: AbortSignal,
  onProgress: (progress: Told<Facts>) => void,
) => Promise<Told<Facts>>;

/** Long work, one at a time in the order it came; each piece can be cancelled, waiting or running. */
export class Jobs<Facts extends object> {
  private readonly entries = new Map<string, { job: JobState & Facts; abort: AbortController }>();
  private readonly queue = new Queue();
  private readonly runs = new Set<Promise<void>>();

  /** `onChange` hears every change of a job. */
  constructor(private readonly onChange: (job: JobState & Facts) => void) {}

  /** `facts` are what is told of the job before it begins. */
  start(name: string, facts: Facts, work: JobWork<Facts>): JobState & Facts {
    const state: JobState = { id: randomUUID(), name, state: 'waiting', share: 0, problem: null };
    const job = { ...state, ...facts };
    const abort = new AbortController();
    this.entries.set(job.id, { job, abort });
    this.onChange(job);
    const run = this.run(job, abort.signal, work).finally(() => this.runs.delete(run));
    this.runs.add(run);
    return job;
  }

  /** @throws Error when there is no such job. */
  cancel(id: string): void {
    const entry = this.entries.get(id);
    if (!entry) throw new Error(`there is no job ${id}`);
    entry.abort.abort();
  }

  cancelAll(): void {
    for (const { abort } of this.entries.values()) abort.abort();
  }

  list(): (JobState & Facts)[] {
    return [...this.entries.values()].map(({ job }) => job);
  }

  /** Resolves when every job so far has ended. */
  async idle(): Promise<void> {
    await Promise.all(this.runs);
  }

  private async run({ id, name }: JobState, signal: AbortSignal, work: JobWork<Facts>): Promise<void> {
    const begin = (): Promise<Told<Facts>> => {
      this.change(id, { state: 'running' });
      return work(signal, (progress) => {
        if (!signal.aborted) this.change(id, {}, progress);
      });
    };
    try {
      const result = await this.queue.add(begin, name, signal);
      this.change(id, { state: 'done', share: 1 }, result);
    } catch (error) {
      if (signal.aborted) this.change(id, { state: 'cancelled' });
      else this.change(id, { state: 'failed', problem: sentenceOf(error) });
    }
  }

  private change(id: string, state: Partial<JobState>, told?: Told<Facts>): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    entry.job = { ...entry.job, ...told, ...state };
    this.onChange(entry.job);
  }
}
