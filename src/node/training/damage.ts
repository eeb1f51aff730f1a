import { basename } from 'node:path';
import { readModel } from '../models';
import { isTaken } from '../new-files';
import { damageReason, isLink, nameInFile, setAside, type DamagedItem } from '../platform/damaged';
import { removeRun, whileStopped } from '../run-folders';
import { importedRun } from './imported-run';
import { isBeingTrained, readRun, runFiles, writeRun } from './run-folder';

/** A run whose record cannot be read: what is wrong, and what can be put back. */
export async function damagedRecord(folder: string, error: unknown): Promise<DamagedItem> {
  const restoration = (await isLink(folder)) ? null : await findRestoration(folder);
  return {
    id: basename(folder),
    name: (await nameInFile(runFiles(folder).run)) ?? basename(folder),
    reason: damageReason(error, folder),
    restores: restoration?.restores ?? null,
    restore: restoration && (() => whileStopped(folder, isBeingTrained, restoration.restore)),
    removes: 'the whole run with its model',
    remove: () => removeRun(folder, isBeingTrained),
  };
}

interface Restoration {
  readonly restores: string;
  readonly restore: () => Promise<void>;
}

async function findRestoration(folder: string): Promise<Restoration | null> {
  const changed = await readRun(folder, { checksum: 'ignored' }).catch(() => null);
  if (changed !== null) {
    return { restores: 'takes its record as the file reads now', restore: () => writeRun(folder, changed) };
  }
  const policy = policyOfRun(folder);
  if (policy === null) return null;
  return {
    restores: 'makes its record anew from what its model tells; the damaged file is set aside beside it',
    restore: async () => {
      const file = runFiles(folder).run;
      if (await isTaken(file)) await setAside(file);
      await writeRun(folder, importedRun(policy));
    },
  };
}

function policyOfRun(folder: string) {
  try {
    return readModel(runFiles(folder).model).policy;
  } catch {
    return null; // there is nothing to restore from
  }
}
