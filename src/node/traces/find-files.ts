import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Skipped } from '../../shared/traces';
import { fileFault } from '../files';
import { isAside } from '../trace-files';
import { isSetFolder } from './set-folder';

/** A file to import, and its name below what was dropped. */
export interface FoundFile {
  readonly path: string;
  readonly name: string;
}

const mostFiles = 200_000;

/** All files in what was dropped, folders to any depth, by name; what cannot be read is told to `skip`. */
export function* findFiles(paths: readonly string[], skip: (skipped: Skipped) => void): Generator<FoundFile> {
  let count = 0;
  for (const path of paths) {
    for (const found of below(path, basename(path), new Set(), skip)) {
      if (++count > mostFiles) throw new Error(`expected at most ${mostFiles} files, found more in ${path}`);
      yield found;
    }
  }
}

function* below(
  path: string,
  name: string,
  seen: Set<string>,
  skip: (skipped: Skipped) => void,
): Generator<FoundFile> {
  let names: string[];
  try {
    if (!statSync(path).isDirectory() || isSetFolder(path)) return yield { path, name };
    const real = realpathSync(path);
    if (seen.has(real)) return; // a link that leads back
    seen.add(real);
    names = readdirSync(path).filter((entry) => !isAside(entry));
  } catch (error) {
    return skip({ name, problem: `${path} cannot be read: ${fileFault(error)}` });
  }
  for (const entry of names.sort()) yield* below(join(path, entry), `${name}/${entry}`, seen, skip);
}
