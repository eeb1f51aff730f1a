import { shownName } from '../core/text/quote';
import { lstat, mkdir, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, fileFault, removeTree } from './files';
import { noneYet } from './platform/damaged';
import { isHeld, tryWithLock, withLock } from './platform/lock';

/** Whoever looks whether a run has crashed holds its lock for a moment. */
const patienceMs = 1000;

/** In a run's folder: who runs in it, as long as it does. */
export function runLock(folder: string): string {
  return join(folder, 'lock');
}

/**
 * Runs in a folder, which is made, as the only one among all processes; a new folder in which nothing came of it goes again.
 * @throws Error naming the process that runs in it; `running` says what runs: "a benchmark is running".
 */
export async function runAlone<Result>(
  folder: string,
  running: string,
  run: () => Promise<Result>,
): Promise<Result> {
  const made = await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new Error(`${shownName(folder)} cannot be made: ${fileFault(error)}`, { cause: error });
  });
  const refusal = (holder: string): string =>
    `${running} in ${shownName(folder)} (${holder}); stop it or choose another folder`;
  try {
    return await withLock(runLock(folder), { refusal, patienceMs }, run);
  } finally {
    if (made !== undefined) await rmdir(folder).catch(() => undefined); // unless it holds something
  }
}

/** Does some work on a run's folder in which nobody may run meanwhile; null, and nothing is done, when somebody does. */
export function unlessRunning<Result>(folder: string, work: () => Promise<Result>): Promise<Result | null> {
  return tryWithLock(runLock(folder), work);
}

/** The same. @throws Error, the sentence `running`, when somebody runs in it. */
export function whileStopped(folder: string, running: string, work: () => Promise<void>): Promise<void> {
  return withLock(runLock(folder), { refusal: () => running, patienceMs: 0 }, work);
}

/** Whether a process, this one or another, runs in a folder now. */
export function isRunningIn(folder: string): Promise<boolean> {
  return isHeld(runLock(folder));
}

/** Removes a run's folder; absent is fine. @throws Error, the sentence `running`, while a process runs in it. */
export async function removeRun(folder: string, running: string): Promise<void> {
  const isFolder = await lstat(folder).then(
    (facts) => facts.isDirectory(),
    (error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    },
  );
  if (isFolder === null) return;
  if (!isFolder) return removeTree(folder); // a link: what it leads to is not ours
  await whileStopped(folder, running, () => removeTree(folder));
}

export interface ListedRuns<Listed> {
  /** Newest first. */
  readonly runs: readonly Listed[];
  /** Folders that hold no readable run, and why. Those in which a process runs are left out: their files come and go. */
  readonly unreadable: readonly { readonly id: string; readonly error: unknown }[];
}

/** Every run that lies in a folder. @throws Error when the folder is there and cannot be read. */
export async function listRuns<Listed extends { readonly run: { readonly startedAt: string } }>(
  folder: string,
  listed: (id: string) => Promise<Listed>,
): Promise<ListedRuns<Listed>> {
  const found = await Promise.all(
    (await runFolders(folder)).map((id) =>
      listed(id).then(
        (run) => ({ type: 'run' as const, run }),
        async (error: unknown) => {
          const isSettled = !(await isRunningIn(join(folder, id)).catch(() => false));
          return isSettled ? { type: 'unreadable' as const, id, error } : { type: 'beginning' as const };
        },
      ),
    ),
  );
  const runs = found.flatMap((each) => (each.type === 'run' ? [each.run] : []));
  runs.sort((a, b) => b.run.startedAt.localeCompare(a.run.startedAt));
  return { runs, unreadable: found.flatMap((each) => (each.type === 'unreadable' ? [each] : [])) };
}

/** Folders by name, and links; files, and what is hidden or half made, are none. */
async function runFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) =>
    noneYet(error, folder),
  );
  const folders = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink());
  return folders.map(({ name }) => name).filter((name) => !/^\.|\.(half|partial)$/.test(name));
}
