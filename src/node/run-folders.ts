import { readdir } from 'node:fs/promises';

/** The runs that lie in a folder, newest first; what holds no readable one is passed over, never removed. */
export async function newestRuns<Listed extends { readonly run: { readonly startedAt: string } }>(
  folder: string,
  listed: (id: string) => Promise<Listed>,
): Promise<Listed[]> {
  const ids = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    ids.map((id) =>
      listed(id).then(
        (run) => [run],
        () => [],
      ),
    ),
  );
  return found.flat().sort((a, b) => b.run.startedAt.localeCompare(a.run.startedAt));
}
