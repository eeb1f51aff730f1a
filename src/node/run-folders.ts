import { readdir } from 'node:fs/promises';
import { noneYet } from './platform/damaged';

export interface ListedRuns<Listed> {
  /** Newest first. */
  readonly runs: readonly Listed[];
  /** Folders that hold no readable run, and why. */
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
        (error: unknown) => ({ type: 'unreadable' as const, id, error }),
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
