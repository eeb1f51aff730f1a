import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { quote } from '../../core/text/quote';
import { removeTree } from '../files';
import { isTaken } from '../new-files';
import {
  copyAside,
  damageReason,
  isLink,
  nameInFile,
  namesIn,
  setAside,
  type DamagedItem,
} from '../platform/damaged';
import { setFigures } from './member';
import {
  asOnlyWriterOfSet,
  contentFiles,
  damagedRows,
  readSetIndex,
  readStoredSet,
  setFile,
  setMembers,
  writeSetIndex,
  writeStoredSet,
  type StoredSet,
} from './set-folder';
import type { SetIndex } from './set-index';
import { SetWriter } from './set-writer';

/** The names that folders of sets have. */
export const setIdPattern = /^[\w-]+$/;

/** Traces that are rewritten before others get their turn. */
const tracesPerTurn = 100;

const indexEnding = '.index.json';

/** What of a set cannot be read; null when all can. */
export async function damagedSet(folder: string): Promise<DamagedItem | null> {
  try {
    if (await isLink(folder)) throw new Error('it is a link; expected a folder');
    const name = basename(folder);
    if (!setIdPattern.test(name))
      throw new Error(`${quote(name)} is no name of a set: expected letters, digits, "-" and "_"`);
    const set = readStoredSet(folder);
    const index = readSetIndex(folder, set);
    const rows = await damagedRows(folder, set.content, index);
    return rows.length === 0 ? null : damagedTraces(folder, set, index, rows);
  } catch (error) {
    const name = await nameInFile(join(folder, setFile));
    const restoration = (await isLink(folder)) ? null : await findRestoration(folder, name);
    return {
      ...removal(folder),
      name: name ?? basename(folder),
      reason: damageReason(error, folder),
      restores: restoration?.restores ?? null,
      restore: restoration && (() => asOnlyWriterOfSet(folder, restoration.restore)),
    };
  }
}

function removal(folder: string): Pick<DamagedItem, 'id' | 'removes' | 'remove'> {
  return {
    id: `set ${basename(folder)}`,
    removes: 'the whole set with its traces',
    remove: () => removeTree(folder),
  };
}

/** Some traces of a set are damaged: the others can be kept. */
function damagedTraces(
  folder: string,
  set: StoredSet,
  index: SetIndex,
  rows: readonly number[],
): DamagedItem {
  const [gone, all] = [rows.length, index.keys.length];
  const first = quote(index.names[rows[0]]);
  return {
    ...removal(folder),
    name: set.name,
    reason: `${gone} of ${all} traces ${gone === 1 ? 'is' : 'are'} damaged, the first is ${first}`,
    restores:
      gone === all ? null : `keeps the other ${all - gone}; the damaged files are set aside beside them`,
    restore: gone === all ? null : () => keepOthers(folder, set, index, rows),
  };
}

/** To be done while nobody else works on sets. */
async function keepOthers(
  folder: string,
  set: StoredSet,
  index: SetIndex,
  rows: readonly number[],
): Promise<void> {
  for (const path of Object.values(contentFiles(folder, set.content))) await copyAside(path);
  const damaged = new Set(rows.map((row) => index.keys[row]));
  const writer = new SetWriter(folder);
  for (const { key, ...member } of setMembers(folder, (each) => !damaged.has(each), { length: 'any' })) {
    writer.add(member, key);
    if (writer.count % tracesPerTurn === 0) await setImmediate();
  }
  await writer.finish(() => readStoredSet(folder));
}

interface Restoration {
  readonly restores: string;
  readonly restore: () => Promise<void>;
}

async function findRestoration(folder: string, name: string | null): Promise<Restoration | null> {
  const changed = changedFiles(folder);
  if (changed !== null) {
    return {
      restores: 'takes the set as its files read now',
      restore: async () => {
        await writeSetIndex(folder, changed.set.content, changed.index);
        await writeStoredSet(folder, changed.set);
      },
    };
  }
  const content = await onlyContent(folder);
  const made = content === null ? null : recordFrom(folder, content, name);
  if (made === null) return null;
  return {
    restores: `makes its record anew from its ${made.count} traces; the damaged file is set aside beside it`,
    restore: async () => {
      const file = join(folder, setFile);
      if (await isTaken(file)) await setAside(file);
      await writeStoredSet(folder, made);
    },
  };
}

/** Record and index of a set of which only the checksums differ. */
function changedFiles(folder: string): { set: StoredSet; index: SetIndex } | null {
  try {
    const set = readStoredSet(folder, { checksum: 'ignored' });
    return { set, index: readSetIndex(folder, set, { checksum: 'ignored' }) };
  } catch {
    return null; // more is damaged than that
  }
}

/** The content of a set whose record is gone: of several it is not known which was in force. */
async function onlyContent(folder: string): Promise<string | null> {
  const names = await namesIn(folder).catch(() => []); // its reason says so
  const indexes = names.filter((name) => name.endsWith(indexEnding));
  return indexes.length === 1 ? indexes[0].slice(0, -indexEnding.length) : null;
}

function recordFrom(folder: string, content: string, name: string | null): StoredSet | null {
  const record: StoredSet = {
    version: 1,
    name: name?.trim() || 'Restored set',
    origin: 'imported',
    describes: 'its record was damaged and made anew from its traces',
    createdAt: new Date().toISOString(),
    ...{ content, count: 0, seconds: 0, meanKbps: 0 },
  };
  try {
    const { seconds, meanKbps } = readSetIndex(folder, record);
    return { ...record, ...setFigures(seconds.map((each, i) => ({ seconds: each, meanKbps: meanKbps[i] }))) };
  } catch {
    return null; // the traces cannot be read either
  }
}
