import type { Trace } from '../../core/trace/bandwidth';
import type { TraceJob } from '../../shared/contract/traces';
import type { TraceSetHead, TraceWork } from '../../shared/traces';
import { api, messageOf } from '../api';
import { plural } from '../ui/format';
import { Removals } from '../ui/removals.svelte';
import type { Toasts } from '../ui/toasts.svelte';
import { DamagedList } from '../ui/damaged.svelte';
import { readTraceHeads } from './trace-heads';
import { TraceList } from './trace-list.svelte';

/** The traces that the application keeps: their sets, the one that is open, and work on them. */
export class Traces {
  loaded = $state(false);
  problem: string | null = $state(null);
  list: TraceList | null = $state.raw(null);
  /** The trace that is shown large. */
  trace: { readonly id: string; readonly trace: Trace } | null = $state.raw(null);
  jobs: readonly TraceJob[] = $state.raw([]);
  private all: readonly TraceSetHead[] = $state.raw([]);
  private readonly removals: Removals;
  readonly damaged: DamagedList;
  /** Who waits for the end of a job. */
  private endings: readonly { readonly id: string; readonly resolve: () => void }[] = [];
  readonly sets = $derived.by(() => this.all.filter(({ id }) => !this.removals.hidden.includes(id)));
  readonly set = $derived(this.sets.find(({ id }) => id === this.list?.setId) ?? null);
  readonly busy = $derived(this.jobs.filter(({ state }) => state === 'waiting' || state === 'running'));
  /** Ended work that passed something over or failed, until it is put away. */
  readonly told = $derived(
    this.jobs.filter(
      ({ state, skippedCount }) => state === 'failed' || (state === 'done' && skippedCount > 0),
    ),
  );

  constructor(private readonly toasts: Toasts) {
    this.removals = new Removals(toasts);
    this.damaged = new DamagedList('traces', toasts, () => this.load());
  }

  /** Reads the sets, and the traces of the open one (at first, of the user's first). */
  async load(): Promise<void> {
    await this.loadSets();
    const own = this.sets.find(({ origin }) => origin !== 'built-in');
    const id = this.set?.id ?? own?.id ?? null;
    if (id === null) this.list = null;
    else await this.open(id);
  }

  async loadSets(): Promise<void> {
    try {
      [this.all] = await Promise.all([api.listTraceSets(null), this.damaged.load()]);
      this.problem = null;
    } catch (error) {
      this.problem = `The traces could not be read: ${messageOf(error)}`;
    }
    this.loaded = true;
  }

  /** Something has changed: what has been read so far is read anew. */
  async refresh(): Promise<void> {
    await (this.list ? this.load() : this.loadSets());
  }

  /** Shows a set. */
  async open(id: string): Promise<void> {
    if (this.list?.setId !== id) this.list = new TraceList(id, () => this.removals.hidden);
    const { list } = this;
    await this.attempt(async () => {
      list?.take(await readTraceHeads(id));
    });
  }

  /** Reads the trace that is to be shown large; an answer that comes too late is dropped. */
  async show(id: string | null): Promise<void> {
    if (id === null) return void (this.trace = null);
    if (this.trace?.id === id) return;
    await this.attempt(async () => {
      const trace = await api.readTrace({ id });
      if (this.list?.activeHead?.id === id) this.trace = { id, trace };
    });
  }

  async choose(what: 'files' | 'folders'): Promise<void> {
    await this.attempt(async () => {
      const paths = await api.chooseTraces({ what });
      if (paths.length > 0) await this.importPaths(paths);
    });
  }

  /** Reads files and folders into a set of their own. */
  async importPaths(paths: readonly string[]): Promise<void> {
    await this.start({ type: 'import', paths: [...paths], name: null, into: null });
  }

  /** Adds files to a set. */
  async addTo({ id }: TraceSetHead): Promise<void> {
    await this.attempt(async () => {
      const paths = await api.chooseTraces({ what: 'files' });
      if (paths.length > 0) await this.start({ type: 'import', paths, name: null, into: id });
    });
  }

  async start(work: TraceWork): Promise<void> {
    await this.attempt(async () => this.takeJob(await api.startTraceWork(work)));
  }

  async cancel(id: string): Promise<void> {
    await this.attempt(() => api.cancelTraceJob({ id }));
  }

  putAway(id: string): void {
    this.jobs = this.jobs.filter((job) => job.id !== id);
  }

  async rename(id: string, name: string): Promise<void> {
    await this.attempt(() => api.renameTraceSet({ id, name }));
  }

  removeSet(id: string): void {
    const set = this.all.find((candidate) => candidate.id === id);
    if (!set) return;
    this.removals.remove(id, `“${set.name}” removed.`, () => api.removeTraceSet({ id }));
    if (this.list?.setId === id) void this.load();
  }

  /** Takes the marked traces (or the active one) out of the open set. */
  removeTraces(): void {
    const { list, set } = this;
    if (!list || !set || set.origin === 'built-in') return;
    const active = list.activeHead ? [list.activeHead.id] : [];
    const ids = list.marked.size > 0 ? [...list.marked] : active;
    if (ids.length === 0) return;
    const from = { setId: list.setId, traceIds: ids };
    list.unmark();
    this.removals.remove(ids, `${plural(ids.length, 'trace')} taken out of “${set.name}”.`, async () => {
      const job = await api.startTraceWork({ type: 'remove', from });
      await new Promise<void>((resolve) => (this.endings = [...this.endings, { id: job.id, resolve }]));
      await this.load();
    });
  }

  async exportTraces(format: string): Promise<void> {
    const from = this.list?.selection;
    if (!from) return;
    await this.attempt(async () => {
      const [folder] = await api.chooseTraces({ what: 'target' });
      if (folder !== undefined) await this.start({ type: 'export', from, format, folder });
    });
  }

  /** News of work: its end is told, and the set that it made is opened. */
  takeJob(job: TraceJob): void {
    const before = this.jobs.find(({ id }) => id === job.id);
    if (before && before.state !== 'running' && before.state !== 'waiting') return; // the call's own answer came late
    this.jobs = before ? this.jobs.map((old) => (old.id === job.id ? job : old)) : [...this.jobs, job];
    if (job.state !== 'waiting' && job.state !== 'running')
      this.endings.find(({ id }) => id === job.id)?.resolve();
    if (job.state !== 'done') return;
    if (job.kind === 'export') this.toasts.show(`${plural(job.traces, 'trace')} exported.`);
    else if (job.kind !== 'remove') this.toasts.show(doneText(job));
    if (job.kind !== 'remove' && job.setIds.length > 0) void this.open(job.setIds[0]);
  }

  private async attempt(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.toasts.fault(messageOf(error));
    }
  }
}

function doneText({ kind, traces, setIds, name }: TraceJob): string {
  if (setIds.length > 1) return `${plural(traces, 'trace')} are in ${setIds.length} sets now.`;
  return `${plural(traces, 'trace')} ${kind === 'import' ? 'read into' : 'are in'} “${name}”.`;
}
