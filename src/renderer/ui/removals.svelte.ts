import { messageOf } from '../api';
import { idSet } from './id-set';
import type { Toasts } from './toasts.svelte';

const undoSeconds = 7;

/** Removals that can be undone: the thing vanishes at once and is removed in truth when the time for Undo is over. */
export class Removals {
  /** Ids that are out of sight. */
  hidden: readonly string[] = $state.raw([]);

  constructor(private readonly toasts: Toasts) {}

  /** One thing or several at once. */
  remove(ids: string | readonly string[], text: string, commit: () => Promise<void>): void {
    const gone = typeof ids === 'string' ? [ids] : ids;
    this.hidden = [...this.hidden, ...gone];
    const timer = setTimeout(() => void this.commit(gone, commit), undoSeconds * 1000);
    const run = (): void => {
      clearTimeout(timer);
      this.show(gone);
    };
    this.toasts.show(text, { action: { label: 'Undo', run }, seconds: undoSeconds });
  }

  private async commit(ids: readonly string[], commit: () => Promise<void>): Promise<void> {
    try {
      await commit();
    } catch (error) {
      this.toasts.fault(messageOf(error));
    }
    this.show(ids);
  }

  private show(ids: readonly string[]): void {
    const shown = idSet(ids);
    this.hidden = this.hidden.filter((hidden) => !shown.has(hidden));
  }
}
