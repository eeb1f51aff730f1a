import type { AppInfo, MenuCommand } from '../shared/contract/app';
import type { Job } from '../shared/contract/library';
import type { LibraryEntry } from '../shared/presentation';
import { expectedBackend, type TensorBackend } from '../shared/tensor-backend';
import { api, messageOf, on } from './api';
import type { BenchmarkReplay } from './benchmark/benchmark-replay.svelte';
import type { BenchmarkView } from './benchmark/benchmark-view.svelte';
import { Benchmarks } from './benchmark/benchmarks.svelte';
import { choiceOf } from './player/agents';
import { Compare } from './compare/compare.svelte';
import { runDemo } from './demo';
import { Library } from './library/library.svelte';
import { Prepare } from './library/prepare.svelte';
import { Service } from './settings/service.svelte';
import { Sessions } from './sessions/sessions.svelte';
import { SettingsStore } from './settings/settings.svelte';
import { Traces } from './traces/traces.svelte';
import { Training } from './train/training.svelte';
import { Toasts } from './ui/toasts.svelte';

export type PageName = 'compare' | 'library' | 'train' | 'traces' | 'bench' | 'sessions' | 'settings';

/** The window's state: the page that is open and the parts that all pages share. */
export class AppState {
  page: PageName = $state('library');
  info: AppInfo | null = $state.raw(null);
  ready = $state(false);
  about = $state(false);
  readonly toasts = new Toasts();
  readonly settings = new SettingsStore(this.toasts);
  readonly service = new Service(this.toasts);
  readonly library = new Library(this.toasts);
  readonly traces = new Traces(this.toasts);
  readonly sessions = new Sessions(this.toasts);
  readonly prepare = new Prepare(this.library);
  readonly training = new Training(this.settings, this.toasts, this.library, this.traces);
  readonly compare = new Compare(this.settings, this.sessions, this.training, this.toasts);
  readonly benchmarks = new Benchmarks(this.toasts, this.library, this.training, this.traces);
  /** Where the next training will run. */
  readonly trainsOn: TensorBackend = $derived(
    expectedBackend(
      this.info?.environmentBackend ?? this.settings.value.backend,
      this.info?.nativeIsThere ?? true,
    ),
  );
  readonly missingParts = $derived(this.info?.parts.filter(({ ok }) => !ok) ?? []);

  /** Listens to main and reads what is stored; the returned function stops listening. */
  connect(): () => void {
    const stops = [
      this.settings.watchSystem(),
      on('open-path', ({ path }) => void this.openFile(path)),
      on('job', (job) => void this.takeJob(job)),
      on('link-stats', (statistics) => this.compare.comparison?.report(statistics)),
      on('library-changed', () => void this.library.load()),
      on('menu', ({ command }) => this.command(command)),
      on('demo', (demo) => {
        this.page = 'compare';
        void runDemo(demo, this);
      }),
      on('training', (news) => this.training.take(news)),
      on('runs-changed', () => void this.training.load()),
      on('trace-job', (job) => this.traces.takeJob(job)),
      on('traces-changed', () => void this.traces.refresh()),
      on('benchmark', (news) => this.benchmarks.take(news)),
      on('benchmarks-changed', () => void this.benchmarks.load()),
      on('settings', (told) => this.settings.take(told)),
      on('service', (state) => this.service.take(state)),
      on('update-ready', ({ version }) =>
        this.toasts.show(`NeuralStream ${version} is installed when you close it.`, { seconds: 30 }),
      ),
      on('fault', ({ message }) => this.toasts.fault(message)),
    ];
    void this.load();
    return () => stops.forEach((stop) => stop());
  }

  go(page: PageName): void {
    this.page = page;
    if (page === 'sessions') void this.sessions.load();
    if (page === 'train') void this.training.load();
    if (page === 'bench') void this.benchmarks.load();
    if (page === 'traces') void this.traces.load();
  }

  async chooseFile(): Promise<void> {
    try {
      const path = await api.chooseVideo(null);
      if (path !== null) await this.openFile(path);
    } catch (error) {
      this.toasts.fault(messageOf(error));
    }
  }

  /** Files came by a drop: traces where the page of traces is open, else a video. */
  dropFiles(paths: readonly string[]): void {
    if (this.page === 'traces') return void this.traces.importPaths(paths);
    void this.openFile(paths[0]);
    if (paths.length > 1) {
      const name = paths[0].split(/[\\/]/).pop();
      this.toasts.fault(`Only “${name}” is opened: drop one video at a time.`);
    }
  }

  /** Asks how a video is to be prepared, shows a session, offers to take an agent in. */
  async openFile(path: string): Promise<void> {
    try {
      const opened = await api.whatIs({ path });
      switch (opened.type) {
        case 'video':
          this.page = 'library';
          return await this.prepare.open(path);
        case 'session':
          this.page = 'sessions';
          return await this.sessions.openFile(path);
        case 'model':
          this.go('train');
          return this.training.offer(opened);
      }
      opened satisfies never;
    } catch (error) {
      this.toasts.fault(messageOf(error));
    }
  }

  async makeSample(): Promise<void> {
    this.page = 'library';
    await this.library.makeSample();
  }

  async compareEntry(entry: LibraryEntry): Promise<void> {
    this.page = 'compare';
    if (this.compare.comparison?.options.entry.id !== entry.id) await this.compare.open(entry);
  }

  /** The prepared video that plays a benchmark's trace live: its own, else the first of the library; null when that is empty. */
  liveEntry({ videoPath }: BenchmarkView): LibraryEntry | null {
    const { entries } = this.library;
    return entries.find(({ folder }) => folder === videoPath) ?? entries[0] ?? null;
  }

  /** Plays the trace of a benchmark's session in Compare, with its algorithms. */
  async playLive(view: BenchmarkView, { trace, liveIds }: BenchmarkReplay): Promise<void> {
    const entry = this.liveEntry(view);
    if (!entry || !trace) return;
    this.page = 'compare';
    const choices = liveIds.map((id) => choiceOf(id, this.training.agents));
    await this.compare.playLive(entry, choices, trace);
  }

  private async load(): Promise<void> {
    try {
      await Promise.all([
        this.settings.load(),
        this.service.load(),
        this.library.load(),
        this.library.loadJobs(),
        this.training.load(),
        this.traces.loadSets(),
        api.appInfo(null).then((info) => (this.info = info)),
      ]);
    } catch (error) {
      this.toasts.fault(messageOf(error));
    }
    this.ready = true;
    if (this.settings.isDamaged) {
      this.toasts.fault(
        'The settings file cannot be read, and the defaults are in force. Settings tells why.',
      );
    }
  }

  private async takeJob(job: Job): Promise<void> {
    if (!this.library.takeJob(job)) return;
    await this.library.load();
    const entry = job.entryId === null ? null : this.library.find(job.entryId);
    if (!entry) return;
    const run = (): void => void this.compareEntry(entry);
    this.toasts.show(`“${entry.presentation.name}” is ready.`, { action: { label: 'Compare', run } });
  }

  private command(command: MenuCommand): void {
    switch (command) {
      case 'about':
        this.about = true;
        return;
      case 'open':
        return void this.chooseFile();
      case 'sample':
        return void this.makeSample();
      case 'page-compare':
        return this.go('compare');
      case 'page-library':
        return this.go('library');
      case 'page-train':
        return this.go('train');
      case 'page-traces':
        return this.go('traces');
      case 'page-bench':
        return this.go('bench');
      case 'page-sessions':
        return this.go('sessions');
      case 'page-settings':
        return this.go('settings');
      case 'play-pause':
        return this.compare.playPause();
      case 'restart':
        return void this.compare.restart();
    }
    command satisfies never;
  }
}
