import type { BenchmarkEstimate, BenchmarkEvent, ListedBenchmark } from '../../shared/benchmark';
import { api, messageOf } from '../api';
import { BenchmarkDraft } from './benchmark-draft.svelte';
import { BenchmarkView } from './benchmark-view.svelte';
import type { Library } from '../library/library.svelte';
import { Removals } from '../ui/removals.svelte';
import type { Toasts } from '../ui/toasts.svelte';
import type { Traces } from '../traces/traces.svelte';
import type { Training } from '../train/training.svelte';
import { DamagedList } from '../ui/damaged.svelte';

/** The benchmark under way, as it was last heard of. */
export interface LiveBenchmark {
  readonly id: string;
  readonly reading: number;
  readonly estimate: BenchmarkEstimate | null;
  readonly progress: Extract<BenchmarkEvent, { type: 'progress' }> | null;
}

/** The Benchmark page: the form, the one under way, the history, and the one that is open. */
export class Benchmarks {
  loaded = $state(false);
  problem: string | null = $state(null);
  /** Why the last start, or the last estimate, failed. */
  startProblem: string | null = $state(null);
  starting = $state(false);
  estimating = $state(false);
  private asked: { readonly request: string; readonly estimate: BenchmarkEstimate } | null = $state.raw(null);
  /** Of the form as it stands; null when it was not asked for. */
  readonly estimate = $derived.by(() =>
    this.asked?.request === this.requestText() ? this.asked.estimate : null,
  );
  live: LiveBenchmark | null = $state.raw(null);
  opened: BenchmarkView | null = $state.raw(null);
  readonly draft: BenchmarkDraft;
  private all: readonly ListedBenchmark[] = $state.raw([]);
  private readonly removals: Removals;
  readonly damaged: DamagedList;
  /** Newest first. */
  readonly list = $derived.by(() => {
    const hidden = this.removals.hidden;
    return this.all.filter(({ id }) => !hidden.includes(id));
  });
  readonly liveRun = $derived(this.all.find(({ id }) => id === this.live?.id) ?? null);

  constructor(
    private readonly toasts: Toasts,
    library: Pick<Library, 'entries'>,
    training: Pick<Training, 'agents'>,
    private readonly traces: Pick<Traces, 'sets' | 'loadSets'>,
  ) {
    this.removals = new Removals(toasts);
    this.damaged = new DamagedList('benchmarks', toasts, () => this.load());
    this.draft = new BenchmarkDraft({
      entryIds: () => library.entries.map(({ id }) => id),
      traceSets: () => traces.sets,
      agentIds: () => training.agents.map(({ id }) => id),
    });
  }

  async load(): Promise<void> {
    try {
      const [all, now] = await Promise.all([
        api.listBenchmarks(null),
        api.benchmarkNow(null),
        this.traces.loadSets(),
        this.damaged.load(),
      ]);
      this.all = all;
      if (!this.loaded) this.draft.traceSetIds = this.traces.sets.slice(0, 2).map(({ id }) => id);
      if (now === null) this.live = null;
      else if (this.live?.id !== now.id) this.live = begun(now.id, now.event);
      this.problem = null;
    } catch (error) {
      this.problem = `The benchmarks could not be read: ${messageOf(error)}`;
    }
    this.loaded = true;
  }

  async start(): Promise<void> {
    await this.begin(() => api.startBenchmark(this.draft.request()));
  }

  async rerun(id: string): Promise<void> {
    this.opened = null;
    await this.begin(() => api.rerunBenchmark({ id }));
  }

  /** Runs the manifest of a file that the user chooses. */
  async runManifest(): Promise<void> {
    await this.begin(() => api.runManifest(null));
  }

  async resume(id: string): Promise<void> {
    this.opened = null;
    await this.begin(() => api.resumeBenchmark({ id }));
  }

  async cancel(): Promise<void> {
    await this.attempt(() => api.cancelBenchmark(null));
  }

  /** Takes a video of which only the sizes are there into the form. */
  async chooseSizes(): Promise<void> {
    this.startProblem = null;
    try {
      const found = await api.chooseSizes(null);
      const others = this.draft.sized.filter(({ path }) => path !== found?.path);
      if (found !== null) this.draft.sized = [...others, found];
    } catch (error) {
      this.startProblem = messageOf(error);
    }
  }

  /** Asks how long the form's benchmark would take here. */
  async ask(): Promise<void> {
    this.estimating = true;
    this.startProblem = null;
    const request = this.requestText();
    try {
      this.asked = { request, estimate: await api.estimateBenchmark(this.draft.request()) };
    } catch (error) {
      this.startProblem = messageOf(error);
    }
    this.estimating = false;
  }

  /** What the benchmark's process told. */
  take({ id, event }: { id: string; event: BenchmarkEvent }): void {
    const live = this.live?.id === id ? this.live : begun(id, null);
    this.live = event.type === 'ended' ? null : told(live, event);
    if (event.type === 'ended') void this.ended(id, event);
  }

  async open(id: string): Promise<void> {
    try {
      const view = new BenchmarkView(await api.readBenchmark({ id }), this.toasts);
      this.opened = view;
      this.problem = null;
      await view.load();
    } catch (error) {
      const name = this.all.find((one) => one.id === id)?.run.name ?? 'The benchmark';
      await this.load(); // it may be gone
      this.problem = `“${name}” could not be opened: ${messageOf(error)}`;
    }
  }

  close(): void {
    this.opened = null;
  }

  async rename(id: string, name: string): Promise<void> {
    await this.attempt(() => api.renameBenchmark({ id, name }));
    await this.load();
    if (this.opened?.id === id) this.opened.name = name;
  }

  remove(id: string): void {
    const found = this.all.find((one) => one.id === id);
    if (!found) return;
    if (this.opened?.id === id) this.close();
    this.removals.remove(id, `“${found.run.name}” removed.`, async () => {
      await api.removeBenchmark({ id });
      await this.load();
    });
  }

  async show(id: string): Promise<void> {
    await this.attempt(() => api.showBenchmark({ id }));
  }

  private requestText(): string {
    return JSON.stringify(this.draft.request());
  }

  private async begin(call: () => Promise<unknown>): Promise<void> {
    this.starting = true;
    this.startProblem = null;
    try {
      await call();
    } catch (error) {
      this.startProblem = messageOf(error);
    }
    this.starting = false;
    await this.load();
  }

  private async ended(
    id: string,
    { state, problem }: Extract<BenchmarkEvent, { type: 'ended' }>,
  ): Promise<void> {
    await this.load();
    if (state === 'failed') this.startProblem = problem ?? 'The benchmark failed for an unknown reason.';
    if (state === 'finished' && this.opened === null) await this.open(id);
  }

  private async attempt(run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.toasts.fault(messageOf(error));
      void this.load();
    }
  }
}

function begun(id: string, event: BenchmarkEvent | null): LiveBenchmark {
  const live = { id, reading: 0, estimate: null, progress: null };
  return event === null ? live : told(live, event);
}

function told(live: LiveBenchmark, event: BenchmarkEvent): LiveBenchmark {
  switch (event.type) {
    case 'reading':
      return { ...live, reading: event.traces };
    case 'estimated':
      return { ...live, estimate: event.estimate };
    case 'progress':
      return { ...live, progress: event };
    case 'ended':
      return live;
  }
}
