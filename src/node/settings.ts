import { access } from 'node:fs/promises';
import * as v from 'valibot';
import { defaultSettings, settingsSchema, type Settings } from '../shared/stored';
import { parseJsonFile } from './json-store';
import { updateJson } from './platform/update-json';

/** The settings in a file; what is absent or unreadable has its default. */
export async function readSettings(path: string): Promise<Settings> {
  const stored = await access(path).then(
    () => parseJsonFile(path, v.partial(settingsSchema), 'settings file').catch(() => ({})),
    () => ({}),
  );
  return { ...defaultSettings, ...stored };
}

/** Changes some settings after those asked for before, whoever else changes others meanwhile; the whole set as it is then. */
export function changeSettings(path: string, change: Partial<Settings>): Promise<Settings> {
  return updateJson(
    path,
    () => readSettings(path),
    (settings) => ({ ...settings, ...change }),
  );
}
