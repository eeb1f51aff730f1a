import { stat } from 'node:fs/promises';

/** Remembers what was found in files for as long as the files do not change. */
export class FileMemory<Found> {
  private readonly known = new Map<string, { readonly stamp: string; readonly found: Found }>();

  /** What `read` finds, at once where it was found before; `paths` are the files it reads, the first says for what. */
  async of(paths: readonly string[], read: () => Promise<Found> | Found): Promise<Found> {
    const [key] = paths;
    const stamps = await Promise.all(paths.map(async (path) => `${path} ${await stampOf(path)}`));
    const stamp = stamps.join('\n');
    const known = this.known.get(key);
    if (known?.stamp === stamp) return known.found;
    const found = await read();
    this.known.set(key, { stamp, found });
    return found;
  }
}

/** Changes with every write to the file, and when another takes its place. */
async function stampOf(path: string): Promise<string> {
  return stat(path).then(
    ({ mtimeMs, ctimeMs, size, ino }) => `${mtimeMs} ${ctimeMs} ${size} ${ino}`,
    () => 'none',
  );
}
