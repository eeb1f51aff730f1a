import { access } from 'node:fs/promises';
import * as v from 'valibot';
import { defaultSettings, settingsSchema, type Settings } from '../shared/stored';
import { writeJson } from './files';
import { parseJsonFile } from './json-store';

/** The settings in a file; what is absent or unreadable has its default. */
export async function readSettings(path: string): Promise<Settings> {
  const stored = await access(path).then(
    () => parseJsonFile(path, v.partial(settingsSchema), 'settings file').catch(() => ({})),
    () => ({}),
  );
  return { ...defaultSettings, ...stored };
}

/** Changes some settings; the whole set as it is now. */
export async function changeSettings(path: string, change: Partial<Settings>): Promise<Settings> {
  const settings = { ...(await readSettings(path)), ...change };
  await writeJson(path, settings);
  return settings;
}
