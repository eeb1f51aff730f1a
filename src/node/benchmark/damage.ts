import { basename } from 'node:path';
import type { BenchmarkManifest } from '../../core/benchmark/manifest';
import { makeReport } from '../../core/benchmark/report';
import type { BenchmarkRun } from '../../shared/benchmark';
import { isTaken } from '../new-files';
import { damageReason, isLink, nameInFile, setAside, type DamagedItem } from '../platform/damaged';
import { removeRun, whileStopped } from '../run-folders';
import { isBeingPlayed, readManifest, readOutcomes, readRun, runFiles, writeRun } from './run-folder';

/** A benchmark whose record cannot be read: what is wrong, and what can be put back. */
export async function damagedRecord(folder: string, error: unknown): Promise<DamagedItem> {
  const restoration = (await isLink(folder)) ? null : await findRestoration(folder);
  return {
    id: basename(folder),
    name: (await nameInFile(runFiles(folder).run)) ?? basename(folder),
    reason: damageReason(error, folder),
    restores: restoration?.restores ?? null,
    restore: restoration && (() => whileStopped(folder, isBeingPlayed, restoration.restore)),
    removes: 'the whole benchmark with what it has played',
    remove: () => removeRun(folder, isBeingPlayed),
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
  const manifest = await readManifest(folder).catch(() => null); // then there is nothing to restore from
  if (manifest === null) return null;
  return {
    restores:
      'makes its record anew from its manifest and what was played; the damaged file is set aside beside it',
    restore: async () => {
      const file = runFiles(folder).run;
      const run = await recordFrom(folder, manifest);
      if (await isTaken(file)) await setAside(file);
      await writeRun(folder, run);
    },
  };
}

/** What a lost record held, but for the name that the user may have given it and the times. */
async function recordFrom(folder: string, manifest: BenchmarkManifest): Promise<BenchmarkRun> {
  const done = (await readOutcomes(folder, manifest)).length;
  const all = makeReport(manifest, []).planned;
  return {
    version: 1,
    name: manifest.plan.name,
    startedAt: manifest.createdAt,
    endedAt: manifest.createdAt,
    state: done < all ? 'stopped' : 'finished',
    problem: null,
    ...{ done, all },
    videos: manifest.videos.map(({ name }) => name),
    traceSets: manifest.traceSets.map(({ name }) => name),
    algorithms: manifest.algorithms.map(({ name }) => name),
  };
}
