import { changeSettings, readSettings } from '../node/settings';
import type { RevisedSettings, Settings } from '../shared/stored';
import { paths } from './paths';
import { send } from './window';

/** Changes of the settings since the start. */
let revision = 0;

/** The user's settings as they are now. */
export async function userSettings(): Promise<RevisedSettings> {
  const before = revision; // a change that comes while the file is read is newer
  return { revision: before, settings: await readSettings(paths().settings) };
}

/** Changes some of the user's settings, after the changes asked for before, and tells the window. */
export async function changeUserSettings(change: Partial<Settings>): Promise<RevisedSettings> {
  const settings = await changeSettings(paths().settings, change);
  revision += 1;
  const changed = { revision, settings };
  send('settings', changed);
  return changed;
}
