import type { OpenedRun, ListedRun, TrainingEvent, TrainingRequest } from '../../shared/training';
import { api, messageOf } from '../api';
import { agentChoices } from '../player/agents';
import type { Library } from '../library/library.svelte';
import { Removals } from '../ui/removals.svelte';
import type { SettingsStore } from '../settings/settings.svelte';
import type { Toasts } from '../ui/toasts.svelte';
import type { Traces } from '../traces/traces.svelte';
import { DamagedList } from '../ui/damaged.svelte';
import { AgentExport } from './agent-export.svelte';
import { LiveRun } from './live-run.svelte';
import { TrainingDraft } from './training-draft.svelte';

/** Runs whose curves can be laid over each other. */
const mostOpened = 4;
/** Why a further run cannot be laid over those. */
export const mostOpenedText = `At most ${mostOpened} runs can be compared.`;

/** Training: the run under way, and the history of all. */
export class Training {
  loaded = $state(false);
  problem: string | null = $state(null);
  /** A run is being started: its data are read. */
  starting = $state(false);
  live: LiveRun | null = $state.raw(null);
  /** The form's choices, kept while other pages are open. */
  readonly draft: TrainingDraft;
  /** Runs whose curves are shown. */
  opened: readonly OpenedRun[] = $state.raw([]);
  /** No further run can be laid over those shown. */
  readonly full = $derived(this.opened.length >= mostOpened);
  private all: readonly ListedRun[] = $state.raw([]);
  private readonly removals: Removals;
  readonly damaged: DamagedList;
  /** The dialog that sends an agent out. */
  readonly exporting: AgentExport;
  /** Newest first. */
  readonly runs = $derived.by(() => {
    const hidden = this.removals.hidden;
    return this.all.filter(({ id }) => !hidden.includes(id));
  });
  /** Every trained agent that can stand in a pane. */
  readonly agents = $derived(agentChoices(this.runs));

  constructor(
    private readonly settings: SettingsStore,
    private readonly toasts: Toasts,
    library: Pick<Library, 'entries'>,
    traces: Pick<Traces, 'sets'>,
  ) {
    this.draft = new TrainingDraft({
      entryIds: () => library.entries.map(({ id }) => id),
      traceSets: () => traces.sets.map(({ id }) => id),
      models: () => ['default', ...this.runs.filter(({ hasModel }) => hasModel).map(({ id }) => id)],
    });
    this.removals = new Removals(toasts);
    this.damaged = new DamagedList('training', toasts, () => this.load());
    this.exporting = new AgentExport(() => this.runs, toasts);
  }

  async load(): Promise<void> {
    try {
      [this.all] = await Promise.all([api.listRuns(null), this.damaged.load()]);
      const id = await api.trainingNow(null);
      if (id !== null && this.live?.id !== id) this.live = new LiveRun(await api.readRun({ id }));
      this.nameLive();
      this.problem = null;
    } catch (error) {
      this.problem = `The training history could not be read: ${messageOf(error)}`;
    }
    this.loaded = true;
  }

  /** @returns whether it runs. */
  async start(request: TrainingRequest): Promise<boolean> {
    this.starting = true;
    const begun = await this.attempt(async () => {
      this.opened = [];
      await api.startTraining(request);
    });
    this.starting = false;
    await this.load();
    return begun;
  }

  async goOn(id: string): Promise<void> {
    this.opened = [];
    await this.attempt(async () => {
      this.live = new LiveRun(await api.readRun({ id }));
      await api.continueTraining({ id });
    });
    await this.load();
  }

  /** What the training process told. */
  take({ id, event }: { id: string; event: TrainingEvent }): void {
    if (this.live?.id !== id) this.live = new LiveRun({ id });
    this.live?.take(event);
    if (event.type === 'state') this.ended(event);
  }

  async command(name: 'pause' | 'resume' | 'stop'): Promise<void> {
    const calls = { pause: api.pauseTraining, resume: api.resumeTraining, stop: api.stopTraining };
    await this.attempt(() => calls[name](null));
  }

  /** Shows a run's curves, beside those shown when `beside`; says so where there is no room. */
  async open(id: string, beside = false): Promise<void> {
    await this.attempt(async () => {
      const run = await api.readRun({ id });
      const others = beside ? this.opened.filter((other) => other.id !== id) : [];
      if (others.length >= mostOpened) throw new Error(mostOpenedText);
      this.opened = [...others, run];
    });
  }

  close(id: string): void {
    this.opened = this.opened.filter((run) => run.id !== id);
  }

  async rename(id: string, name: string): Promise<void> {
    await this.attempt(() => api.renameRun({ id, name }));
    await this.load();
    if (this.opened.some((run) => run.id === id)) await this.open(id, true);
  }

  remove(id: string): void {
    const found = this.all.find((run) => run.id === id);
    if (!found) return;
    this.close(id);
    if (this.live?.id === id && this.live.over) this.live = null;
    this.removals.remove(id, `“${found.run.name}” removed.`, async () => {
      await api.removeRun({ id });
      if (this.settings.value.agent === id) await this.settings.change({ agent: 'default' });
      await this.load();
    });
  }

  async show(id: string): Promise<void> {
    await this.attempt(() => api.showRun({ id }));
  }

  /** Asks whether an agent that was opened is to be taken into the history. */
  offer({ folder, name }: { folder: string; name: string }): void {
    const run = (): void => void this.takeIn(folder);
    this.toasts.show(`“${name}” is a trained agent.`, { action: { label: 'Import', run }, seconds: 30 });
  }

  private async takeIn(folder: string): Promise<void> {
    await this.attempt(async () => {
      const { run } = await api.importModelFolder({ folder });
      this.toasts.show(`“${run.name}” is in the history.`);
    });
    await this.load();
  }

  async importModel(): Promise<void> {
    await this.attempt(async () => {
      const found = await api.importModel(null);
      if (found) this.toasts.show(`“${found.run.name}” is in the history.`);
    });
    await this.load();
  }

  /** Events name a run by its id alone. */
  private nameLive(): void {
    const { live } = this;
    const found = this.all.find(({ id }) => id === live?.id);
    if (live && found) live.name = found.run.name;
  }

  private ended({ state, problem }: Extract<TrainingEvent, { type: 'state' }>): void {
    if (state === 'failed') this.toasts.fault(`Training failed: ${problem ?? 'for an unknown reason'}.`);
    if (state === 'finished') this.toasts.show('The agent is trained and can be played in Compare.');
    void this.load();
  }

  private async attempt(run: () => Promise<unknown>): Promise<boolean> {
    try {
      await run();
      return true;
    } catch (error) {
      this.toasts.fault(messageOf(error));
      return false;
    }
  }
}
