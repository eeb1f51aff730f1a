import type { SavedSession, SavedSessionHead } from '../../shared/stored';
import { api, messageOf } from '../api';
import { Removals } from '../ui/removals.svelte';
import type { Toasts } from '../ui/toasts.svelte';
import { DamagedList } from '../ui/damaged.svelte';

/** A saved comparison that is open to be read. */
export interface OpenedSession {
  readonly id: string;
  readonly session: SavedSession;
}

/** Saved comparisons. */
export class Sessions {
  loaded = $state(false);
  problem: string | null = $state(null);
  opened: OpenedSession | null = $state.raw(null);
  private all: readonly SavedSessionHead[] = $state.raw([]);
  private readonly removals: Removals;
  readonly damaged: DamagedList;
  /** Newest first. */
  readonly heads = $derived.by(() => {
    const hidden = this.removals.hidden;
    const shown = this.all.filter(({ id }) => !hidden.includes(id));
    return shown.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  });

  constructor(private readonly toasts: Toasts) {
    this.removals = new Removals(toasts);
    this.damaged = new DamagedList('sessions', toasts, () => this.load());
  }

  async load(): Promise<void> {
    try {
      [this.all] = await Promise.all([api.listSessions(null), this.damaged.load()]);
      this.problem = null;
    } catch (error) {
      this.problem = `The saved sessions could not be read: ${messageOf(error)}`;
    }
    this.loaded = true;
  }

  /** Saves a comparison and says so; null when that failed. */
  async save(session: SavedSession): Promise<SavedSessionHead | null> {
    try {
      const head = await api.saveSession(session);
      this.all = [...this.all.filter(({ id }) => id !== head.id), head];
      return head;
    } catch (error) {
      this.toasts.fault(`The session could not be saved: ${messageOf(error)}`);
      return null;
    }
  }

  async open(id: string): Promise<void> {
    await this.attempt(async () => {
      this.opened = { id, session: await api.readSession({ id }) };
    });
  }

  /** Takes a session's file in and opens it. */
  async openFile(path: string): Promise<void> {
    const id = await api.importSession({ path });
    await this.load();
    await this.open(id);
  }

  close(): void {
    this.opened = null;
  }

  async rename(id: string, name: string): Promise<void> {
    await this.attempt(async () => {
      await api.renameSession({ id, name });
      this.all = this.all.map((head) => (head.id === id ? { ...head, name } : head));
      if (this.opened?.id === id) this.opened = { id, session: { ...this.opened.session, name } };
    });
  }

  remove(id: string): void {
    const head = this.all.find((candidate) => candidate.id === id);
    if (!head) return;
    if (this.opened?.id === id) this.close();
    this.removals.remove(id, `“${head.name}” removed.`, async () => {
      await api.removeSession({ id });
      await this.load();
    });
  }

  private async attempt(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.toasts.fault(messageOf(error));
    }
  }
}
