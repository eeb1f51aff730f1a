import { basename, join } from 'node:path';
import { removeTree } from '../files';
import { isTaken } from '../new-files';
import { damageReason, nameInFile, namesIn, setAside, type DamagedItem } from '../platform/damaged';
import { setFigures } from './member';
import {
  asOnlyWriterOfSet,
  readSetIndex,
  readStoredSet,
  setFile,
  writeStoredSet,
  type StoredSet,
} from './set-folder';

const indexEnding = '.index.json';

/** What of a set cannot be read; null when all can. */
export async function damagedSet(folder: string): Promise<DamagedItem | null> {
  try {
    readSetIndex(folder, readStoredSet(folder));
    return null;
  } catch (error) {
    const name = await nameInFile(join(folder, setFile));
    const restoration = await findRestoration(folder, name);
    return {
      id: `set ${basename(folder)}`,
      name: name ?? basename(folder),
      reason: damageReason(error, folder),
      restores: restoration?.restores ?? null,
      restore: restoration && (() => asOnlyWriterOfSet(folder, restoration.restore)),
      removes: 'the whole set with its traces',
      remove: () => removeTree(folder),
    };
  }
}

interface Restoration {
  readonly restores: string;
  readonly restore: () => Promise<void>;
}

async function findRestoration(folder: string, name: string | null): Promise<Restoration | null> {
  const record = changedRecord(folder);
  if (record !== null) {
    return {
      restores: 'takes the record of the set as its file reads now',
      restore: () => writeStoredSet(folder, record),
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

/** The record of a set of which only the checksum differs. */
function changedRecord(folder: string): StoredSet | null {
  try {
    const record = readStoredSet(folder, { checksum: 'ignored' });
    readSetIndex(folder, record);
    return record;
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
