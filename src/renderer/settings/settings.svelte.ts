import { defaultSettings, settingsFile, type Settings } from '../../shared/stored';
import { api, messageOf } from '../api';
import type { Toasts } from '../ui/toasts.svelte';
import { DamagedList } from '../ui/damaged.svelte';

/** The user's choices: shown at once, written behind, taken back when they cannot be written. */
export class SettingsStore {
  value: Settings = $state.raw(defaultSettings);
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
    [this.value] = await Promise.all([api.readSettings(null), this.damaged.load()]);
  }

  async change(patch: Partial<Settings>): Promise<void> {
    const before = this.value;
    this.value = { ...before, ...patch };
    try {
      this.value = await api.writeSettings(patch);
      if (this.damaged.entries.length > 0) await this.damaged.load(); // the change has set it aside
    } catch (error) {
      this.value = before;
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
