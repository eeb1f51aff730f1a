import type { Damaged, DamagedStore } from '../../shared/damaged';
import { api, messageOf } from '../api';
import { Removals } from './removals.svelte';
import type { Toasts } from './toasts.svelte';

/** What a store holds and cannot read, and what the user does about it. */
export class DamagedList {
  private all: readonly Damaged[] = $state.raw([]);
  private readonly removals: Removals;
  readonly entries = $derived.by(() => this.all.filter(({ id }) => !this.removals.hidden.includes(id)));

  /** `reload` reads the store's page anew, this list with it. */
  constructor(
    private readonly store: DamagedStore,
    private readonly toasts: Toasts,
    readonly reload: () => Promise<void>,
  ) {
    this.removals = new Removals(toasts);
  }

  /** @throws Error when the store's folder cannot be read. */
  async load(): Promise<void> {
    this.all = await api.listDamaged({ store: this.store });
  }

  remove({ id, name }: Damaged): void {
    this.removals.remove(id, `“${name}” removed.`, async () => {
      await api.removeDamaged({ store: this.store, id });
      await this.reload();
    });
  }

  async restore({ id, name }: Damaged): Promise<void> {
    try {
      await api.restoreDamaged({ store: this.store, id });
      this.toasts.show(`“${name}” restored.`);
    } catch (error) {
      this.toasts.fault(messageOf(error));
    }
    await this.reload();
  }
}
