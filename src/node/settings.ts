import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import { defaultSettings, settingsSchema, type Settings } from '../shared/stored';
import { errorCode, fileFault } from './files';
import { parseJsonFile } from './json-store';
import {
  asideMark,
  damageReason,
  isAsideOf,
  namesIn,
  setAside,
  textOf,
  type DamagedItem,
} from './platform/damaged';
import { asOnlyWriter, updateJson } from './platform/update-json';

const noun = 'settings file';
const storedSchema = v.partial(settingsSchema);
type StoredSettings = v.InferOutput<typeof storedSchema>;

/** The settings in a file; what is absent has its default, and so has everything while the file is damaged. */
export async function readSettings(path: string): Promise<Settings> {
  const stored = await readStored(path).catch(() => ({})); // damagedSettings tells of it
  return { ...defaultSettings, ...stored };
}

/**
 * Changes some settings after those asked for before, whoever else changes others meanwhile; the whole set as it is then.
 * A damaged file is set aside first. @throws Error when the file is there and cannot be opened: it is not overwritten.
 */
export function changeSettings(path: string, change: Partial<Settings>): Promise<Settings> {
  return updateJson(
    path,
    async () => ({ ...defaultSettings, ...(await storedOrAside(path)) }),
    (settings) => ({ ...settings, ...change }),
  );
}

/** The damaged settings: the file in force, and those that were set aside. */
export async function damagedSettings(path: string): Promise<DamagedItem[]> {
  const folder = dirname(path);
  const names = (await namesIn(folder)).filter((name) => isAsideOf(name, basename(path)));
  const aside = await Promise.all(names.sort().map((name) => asideItem(path, join(folder, name))));
  const fault = await readStored(path).then(
    () => null,
    (error: unknown) => damageReason(error, folder),
  );
  return fault === null ? aside : [await damagedItem(path, path, fault), ...aside];
}

async function asideItem(path: string, aside: string): Promise<DamagedItem> {
  const reason = await parseJsonFile(aside, storedSchema, noun).then(
    () => 'it was set aside, and can be read now',
    (error: unknown) => damageReason(error, dirname(aside)),
  );
  return damagedItem(path, aside, reason);
}

async function damagedItem(path: string, file: string, reason: string): Promise<DamagedItem> {
  const parts = await readableParts(file);
  const [count, all] = [parts, settingsSchema.entries].map((settings) => Object.keys(settings).length);
  return {
    id: basename(file),
    name: basename(file),
    reason,
    restores: count === 0 ? null : `takes the ${count} of ${all} settings in it that can be read`,
    removes: 'this file',
    remove: () => rm(file, { force: true }),
    restore: count === 0 ? null : () => restore(path, file, parts),
  };
}

/** What is taken from stays in the folder, but is not listed any more. */
async function restore(path: string, file: string, parts: StoredSettings): Promise<void> {
  const aside = file === path ? await asOnlyWriter(path, () => setAside(path)) : file;
  await changeSettings(path, parts);
  await rename(aside, join(dirname(aside), basename(aside).replace(asideMark, '.restored-')));
}

async function storedOrAside(path: string): Promise<StoredSettings> {
  try {
    return await readStored(path);
  } catch (error) {
    if (errorCode(error) !== null) {
      throw new Error(`"${basename(path)}" cannot be read: ${fileFault(error)}`, { cause: error });
    }
    await setAside(path);
    return {};
  }
}

async function readStored(path: string): Promise<StoredSettings> {
  try {
    return await parseJsonFile(path, storedSchema, noun);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return {};
    throw error;
  }
}

/** The settings that can be made out in a damaged file, each by itself. */
async function readableParts(file: string): Promise<StoredSettings> {
  const text = await textOf(file);
  const found = Object.keys(settingsSchema.entries).flatMap((key) => {
    const value = valueInText(text, key);
    return v.is(storedSchema, { [key]: value }) && value !== undefined ? [[key, value]] : [];
  });
  return v.parse(storedSchema, Object.fromEntries(found));
}

function valueInText(text: string, key: string): unknown {
  const value = new RegExp(`"${key}"\\s*:\\s*("[^"\\n]*"|\\[[^\\]]*\\]|[^\\s,}]+)`).exec(text)?.[1];
  try {
    return value === undefined ? undefined : JSON.parse(value);
  } catch {
    return undefined;
  }
}
