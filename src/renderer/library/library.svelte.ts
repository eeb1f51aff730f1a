import { ladders } from '../../core/model/ladder';
import type { Job } from '../../shared/contract/library';
import type { LibraryEntry } from '../../shared/presentation';
import { api, messageOf } from '../api';
import { Removals } from '../ui/removals.svelte';
import type { Toasts } from '../ui/toasts.svelte';
import { DamagedList } from '../ui/damaged.svelte';

/** Prepared videos and the jobs that prepare more. */
export class Library {
  loaded = $state(false);
  problem: string | null = $state(null);
  /** Folders that look like entries and cannot be used. */
  readonly damaged: DamagedList;
  private all: readonly LibraryEntry[] = $state.raw([]);
  private jobs: readonly Job[] = $state.raw([]);
  private readonly removals: Removals;
  /** Newest use first, without those being removed. */
  readonly entries = $derived.by(() => {
    const hidden = this.removals.hidden;
    const shown = this.all.filter(({ id }) => !hidden.includes(id));
    return shown.sort((a, b) => b.lastUsedAt.localeCompare(a.lastUsedAt));
  });
  /** Jobs that run, wait or have failed and were not put away. */
  readonly openJobs = $derived(
    this.jobs.filter(({ state }) => state === 'running' || state === 'waiting' || state === 'failed'),
  );

  constructor(private readonly toasts: Toasts) {
    this.removals = new Removals(toasts);
    this.damaged = new DamagedList('library', toasts, () => this.load());
  }

  async load(): Promise<void> {
    try {
      [this.all] = await Promise.all([api.listLibrary(null), this.damaged.load()]);
      this.problem = null;
    } catch (error) {
      this.problem = `The library could not be read: ${messageOf(error)}`;
    }
    this.loaded = true;
  }

  async loadJobs(): Promise<void> {
    this.jobs = await api.listJobs(null);
  }

  find(id: string): LibraryEntry | null {
    return this.all.find((entry) => entry.id === id) ?? null;
  }

  /** Takes a job's news; true when it has just been done. */
  takeJob(job: Job): boolean {
    const before = this.jobs.find(({ id }) => id === job.id);
    this.jobs = before ? this.jobs.map((old) => (old.id === job.id ? job : old)) : [...this.jobs, job];
    return job.state === 'done' && before?.state !== 'done';
  }

  putAway(job: Job): void {
    this.jobs = this.jobs.filter(({ id }) => id !== job.id);
  }

  async cancel(job: Job): Promise<void> {
    try {
      await api.cancelJob({ id: job.id });
    } catch (error) {
      this.toasts.fault(messageOf(error));
    }
  }

  async makeSample(): Promise<void> {
    try {
      this.takeJob(await api.makeSample({ ladder: [...ladders.default], chunkSeconds: 2 }));
    } catch (error) {
      this.toasts.fault(messageOf(error));
    }
  }

  remove(entry: LibraryEntry): void {
    this.removals.remove(entry.id, `“${entry.presentation.name}” removed from the library.`, async () => {
      await api.removeEntry({ id: entry.id });
      await this.load();
    });
  }

  async show(entry: LibraryEntry): Promise<void> {
    try {
      await api.showEntry({ id: entry.id });
    } catch (error) {
      this.toasts.fault(messageOf(error));
    }
  }
}
