import { defaultSettings, settingsFile, type RevisedSettings, type Settings } from '../../shared/stored';
import { api, messageOf } from '../api';
import type { Toasts } from '../ui/toasts.svelte';
import { DamagedList } from '../ui/damaged.svelte';
import {
  chosenSettings,
  withChange,
  withoutChange,
  withTold,
  type UnconfirmedSettings,
} from './unconfirmed-settings';

/** The user's choices: shown at once, sent to main one change at a time, taken back when they cannot be written. */
export class SettingsStore {
  private state: UnconfirmedSettings = $state.raw({
    told: { revision: 0, settings: defaultSettings },
    changes: [],
  });
  readonly value: Settings = $derived(chosenSettings(this.state));
  private systemIsLight = $state(false);
  /** The theme in force; 'system' asks the system. */
  readonly theme: 'dark' | 'light' = $derived(
    this.value.theme === 'system' ? (this.systemIsLight ? 'light' : 'dark') : this.value.theme,
  );

  readonly damaged: DamagedList;

  /** The file in force cannot be read. */
  readonly isDamaged = $derived.by(() => this.damaged.entries.some(({ id }) => id === settingsFile));

  constructor(private readonly toasts: Toasts) {
    this.damaged = new DamagedList('settings', toasts, () => this.load());
  }

  async load(): Promise<void> {
    const [told] = await Promise.all([api.readSettings(null), this.damaged.load()]);
    this.take(told);
  }

  /** Takes what main tells of a change, whoever made it. */
  take(told: RevisedSettings): void {
    this.state = withTold(this.state, told);
  }

  async change(change: Partial<Settings>): Promise<void> {
    this.state = withChange(this.state, change);
    try {
      const told = await api.writeSettings(change);
      this.state = withTold(withoutChange(this.state, change), told);
      if (this.damaged.entries.length > 0) await this.damaged.load(); // the change has set it aside
    } catch (error) {
      this.state = withoutChange(this.state, change);
      this.toasts.fault(`The setting could not be saved: ${messageOf(error)}`);
    }
  }

  /** Follows the system's theme until the returned function is called. */
  watchSystem(): () => void {
    const query = window.matchMedia('(prefers-color-scheme: light)');
    const follow = (): void => void (this.systemIsLight = query.matches);
    follow();
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }
}
