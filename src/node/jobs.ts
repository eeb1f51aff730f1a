import { randomUUID } from 'node:crypto';
import type { Job } from '../shared/api';
import { Queue } from './library/queue';

export type JobProgress = Pick<Job, 'share' | 'fps' | 'speed' | 'secondsLeft'>;

/** What a job does; the id of the library entry that it made. */
export type JobWork = (signal: AbortSignal, onProgress: (progress: JobProgress) => void) => Promise<string>;

/** Long work, one at a time in the order it came; each piece can be cancelled, waiting or running. */
export class Jobs {
  private readonly entries = new Map<string, { job: Job; abort: AbortController }>();
  private readonly queue = new Queue();
  private readonly runs = new Set<Promise<void>>();

  /** `onChange` hears every change of a job. */
  constructor(private readonly onChange: (job: Job) => void) {}

  start(kind: Job['kind'], name: string, work: JobWork): Job {
    const job: Job = {
      id: randomUUID(),
      kind,
      name,
      state: 'waiting',
      share: 0,
      fps: null,
      speed: null,
      secondsLeft: null,
      problem: null,
      entryId: null,
    };
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

  list(): Job[] {
    return [...this.entries.values()].map(({ job }) => job);
  }

  /** Resolves when every job so far has ended. */
  async idle(): Promise<void> {
    await Promise.all(this.runs);
  }

  private async run({ id, name }: Job, signal: AbortSignal, work: JobWork): Promise<void> {
    const begin = (): Promise<string> => {
      this.change(id, { state: 'running' });
      return work(signal, (progress) => {
        if (!signal.aborted) this.change(id, progress);
      });
    };
    try {
      const entryId = await this.queue.add(begin, name, signal);
      this.change(id, { state: 'done', share: 1, secondsLeft: 0, entryId });
    } catch (error) {
      if (signal.aborted) this.change(id, { state: 'cancelled' });
      else
        this.change(id, { state: 'failed', problem: error instanceof Error ? error.message : String(error) });
    }
  }

  private change(id: string, change: Partial<Job>): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    entry.job = { ...entry.job, ...change };
    this.onChange(entry.job);
  }
}
