import type { RevisedSettings, Settings } from '../../shared/stored';

/** The settings that main has told of last, and changes that it has not answered yet, in the order in which they were made. */
export interface UnconfirmedSettings {
  readonly told: RevisedSettings;
  readonly changes: readonly Partial<Settings>[];
}

/** The settings as the user has chosen them. */
export function chosenSettings({ told, changes }: UnconfirmedSettings): Settings {
  return changes.reduce<Settings>((settings, change) => ({ ...settings, ...change }), told.settings);
}

/** With the settings that main tells, unless it has told newer ones: answers and events come in any order. */
export function withTold(state: UnconfirmedSettings, told: RevisedSettings): UnconfirmedSettings {
  return told.revision < state.told.revision ? state : { ...state, told };
}

export function withChange(state: UnconfirmedSettings, change: Partial<Settings>): UnconfirmedSettings {
  return { ...state, changes: [...state.changes, change] };
}

/** Without a change that main has answered, whether it was made or refused. */
export function withoutChange(state: UnconfirmedSettings, answered: Partial<Settings>): UnconfirmedSettings {
  return { ...state, changes: state.changes.filter((change) => change !== answered) };
}
