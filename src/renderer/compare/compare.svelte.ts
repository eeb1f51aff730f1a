import { traceOfSteps } from '../../core/trace/recorder';
import { UNLIMITED_KBPS } from '../../core/trace/presets';
import type { Trace } from '../../core/trace/bandwidth';
import type { LibraryEntry } from '../../shared/presentation';
import type { Settings } from '../../shared/stored';
import { storedTrace } from '../../shared/trace';
import { api, messageOf } from '../api';
import { dateNow } from '../ui/format';
import { Comparison } from './comparison.svelte';
import type { LinkSetting } from './link.svelte';
import type { Sessions } from '../sessions/sessions.svelte';
import type { SettingsStore } from '../settings/settings.svelte';
import { Throttle } from '../ui/throttle';
import type { Training } from '../train/training.svelte';
import type { Toasts } from '../ui/toasts.svelte';

const moveIntervalMs = 50;
const firstSetting: LinkSetting = { kbps: 4000, addedLatencyMs: 0 };

/** The Compare page: the comparison that is open, the hand on the slider, and what is saved of it. */
export class Compare {
  comparison: Comparison | null = $state.raw(null);
  savedName: string | null = $state(null);
  /** The slider's newest position, ahead of what was sent; null while a trace moves it. */
  private hand: LinkSetting | null = $state.raw(null);
  readonly link: LinkSetting = $derived.by(() => {
    const link = this.comparison?.link;
    return link?.trace || this.hand === null ? (link?.setting ?? firstSetting) : this.hand;
  });
  readonly running = $derived(this.comparison?.running ?? false);
  private readonly moves = new Throttle<LinkSetting>(moveIntervalMs, (setting) => void this.send(setting));

  constructor(
    private readonly settings: SettingsStore,
    private readonly sessions: Sessions,
    private readonly training: Pick<Training, 'agents'>,
    private readonly toasts: Toasts,
  ) {}

  /** Opens a prepared video; what played before is let go. */
  async open(entry: LibraryEntry, settings: Settings = this.settings.value): Promise<Comparison> {
    const before = this.comparison;
    const link = this.hand ?? firstSetting;
    this.moves.clear();
    const comparison = new Comparison({
      entry,
      settings,
      api,
      agents: () => this.training.agents,
      fault: (problem) => this.toasts.fault(problem),
    });
    this.comparison = comparison;
    this.savedName = null;
    this.hand = link;
    await before?.dispose();
    await comparison.link.set(link);
    return comparison;
  }

  async start(): Promise<void> {
    const comparison = await this.underSettings();
    this.savedName = null;
    await comparison?.start();
  }

  /** From the beginning, under the settings as they are now. */
  async restart(): Promise<void> {
    await this.start();
  }

  /** One button: start, pause, go on. */
  playPause(): void {
    switch (this.comparison?.state) {
      case 'playing':
        return this.comparison.pause();
      case 'paused':
        return this.comparison.resume();
      case 'idle':
      case 'ended':
      case 'failed':
        return void this.start();
    }
  }

  /** Moves the link by hand: shown at once, sent about 20 times a second. A trace that plays ends. */
  moveTo(setting: LinkSetting): void {
    const { comparison } = this;
    this.hand = setting;
    if (!comparison) return;
    if (comparison.link.trace) void this.attempt(() => comparison.link.stopTrace());
    this.moves.push(setting);
  }

  async playTrace(trace: Trace, loop: boolean): Promise<void> {
    this.moves.clear();
    await this.attempt(async () => this.comparison?.link.playTrace(trace, loop));
  }

  /** Plays a trace from its beginning on a prepared video, with these algorithms in the panes. */
  async playLive(entry: LibraryEntry, algorithms: readonly string[], trace: Trace): Promise<void> {
    await this.attempt(async () => {
      const comparison = await this.open(entry, { ...this.settings.value, algorithms: [...algorithms] });
      await comparison.link.playTrace(trace, false);
      await this.start();
    });
  }

  async stopTrace(): Promise<void> {
    if (this.comparison) this.hand = this.link;
    await this.attempt(async () => this.comparison?.link.stopTrace());
  }

  /** Keeps the choice for the next time, too. */
  choose(slot: number, choiceId: string): void {
    this.comparison?.choose(slot, choiceId);
    this.keepAlgorithms();
  }

  add(): void {
    this.comparison?.add();
    this.keepAlgorithms();
  }

  remove(slot: number): void {
    this.comparison?.remove(slot);
    this.keepAlgorithms();
  }

  /** Saves the session as it stands. */
  async save(): Promise<void> {
    const { comparison } = this;
    if (!comparison) return;
    await this.attempt(async () => {
      const name = `${comparison.options.entry.presentation.name} · ${dateNow()}`;
      const head = await this.sessions.save(comparison.toSavedSession(name));
      if (head) this.savedName = head.name;
    });
  }

  /** Saves the moves of the slider as a trace of its own. */
  async saveRecording(): Promise<void> {
    const { comparison } = this;
    if (!comparison || comparison.elapsedSeconds <= 0 || comparison.link.steps.length === 0) return;
    await this.attempt(async () => {
      const steps = comparison.link.steps.map(({ atSeconds, kbps, addedLatencyMs }) => ({
        atSeconds,
        kbps: kbps ?? UNLIMITED_KBPS,
        latencySeconds: addedLatencyMs / 1000,
      }));
      const name = `Recorded ${dateNow()}`;
      const recorded = traceOfSteps(name, steps, comparison.elapsedSeconds);
      const head = await api.saveTrace(storedTrace(recorded));
      this.toasts.show(`The recording is saved as the trace “${head.name}”.`);
    });
  }

  private async send(setting: LinkSetting): Promise<void> {
    await this.attempt(async () => this.comparison?.link.set(setting));
  }

  private keepAlgorithms(): void {
    const algorithms = this.comparison?.panes.all.map(({ choice }) => choice.id) ?? [];
    if (algorithms.length >= 2) void this.settings.change({ algorithms });
  }

  /** The comparison, made anew when a setting that it was made with has changed since. */
  private async underSettings(): Promise<Comparison | null> {
    const { comparison } = this;
    if (!comparison) return null;
    const made = comparison.options.settings;
    const now = this.settings.value;
    const same =
      made.bufferCapSeconds === now.bufferCapSeconds &&
      made.links === now.links &&
      made.loop === now.loop &&
      made.qoe === now.qoe &&
      made.agent === now.agent &&
      made.sameConditions === now.sameConditions;
    if (same) return comparison;
    const algorithms = comparison.panes.all.map(({ choice }) => choice.id);
    const { trace, loop } = comparison.link;
    const anew = await this.open(comparison.options.entry, { ...now, algorithms });
    if (trace) await anew.link.playTrace(trace, loop);
    return anew;
  }

  private async attempt(run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.toasts.fault(messageOf(error));
    }
  }
}
