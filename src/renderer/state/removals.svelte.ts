import { messageOf } from '../api';
import type { Toasts } from './toasts.svelte';

const undoSeconds = 7;

/** Removals that can be undone: the thing vanishes at once and is removed in truth when the time for Undo is over. */
export class Removals {
  /** Ids that are out of sight. */
  hidden: readonly string[] = $state.raw([]);

  constructor(private readonly toasts: Toasts) {}

  remove(id: string, text: string, commit: () => Promise<void>): void {
    this.hidden = [...this.hidden, id];
    const timer = setTimeout(() => void this.commit(id, commit), undoSeconds * 1000);
    const run = (): void => {
      clearTimeout(timer);
      this.show(id);
    };
    this.toasts.show(text, { action: { label: 'Undo', run }, seconds: undoSeconds });
  }

  private async commit(id: string, commit: () => Promise<void>): Promise<void> {
    try {
      await commit();
    } catch (error) {
      this.toasts.fault(messageOf(error));
    }
    this.show(id);
  }

  private show(id: string): void {
    this.hidden = this.hidden.filter((hidden) => hidden !== id);
  }
}
