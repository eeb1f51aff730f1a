import { ladders, type LadderLevel } from '../../core/model/ladder';
import type { OpenedVideo } from '../../shared/presentation';
import { api, messageOf } from '../api';
import { checkDraft } from './ladder-draft';
import type { Library } from './library.svelte';

export type LadderChoice = 'default' | 'pensieve' | 'own';

/** The dialog between a file and its preparation. */
export class Prepare {
  /** The file being asked about; null: the dialog is closed. */
  path: string | null = $state(null);
  info: OpenedVideo | null = $state.raw(null);
  problem: string | null = $state(null);
  starting = $state(false);
  choice: LadderChoice = $state('default');
  chunkSeconds = $state(2);
  own: readonly LadderLevel[] = $state.raw([...ladders.default]);
  readonly ladder: readonly LadderLevel[] = $derived(this.choice === 'own' ? this.own : ladders[this.choice]);
  readonly check = $derived(checkDraft(this.ladder, this.info));
  readonly ready = $derived(this.info !== null && this.check.problem === null && !this.starting);

  constructor(private readonly library: Library) {}

  async open(path: string): Promise<void> {
    this.path = path;
    this.info = null;
    this.problem = null;
    try {
      const info = await api.probeVideo({ path });
      if (this.path === path) this.info = info;
    } catch (error) {
      if (this.path === path) this.problem = messageOf(error);
    }
  }

  close(): void {
    this.path = null;
  }

  choose(choice: LadderChoice): void {
    if (choice === 'own' && this.choice !== 'own') this.own = this.ladder.map((level) => ({ ...level }));
    this.choice = choice;
  }

  /** Starts the job and closes; true when it was taken. */
  async start(): Promise<boolean> {
    if (this.path === null || !this.ready) return false;
    this.starting = true;
    try {
      const ladder = this.ladder.map((level) => ({ ...level }));
      this.library.takeJob(
        await api.prepareVideo({ path: this.path, ladder, chunkSeconds: this.chunkSeconds }),
      );
      this.close();
      return true;
    } catch (error) {
      this.problem = messageOf(error);
      return false;
    } finally {
      this.starting = false;
    }
  }
}
