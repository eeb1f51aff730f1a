import { quoteName, shownName } from '../../core/text/quote';
import { readdirSync, statSync, type Dirent, type Stats } from 'node:fs';
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

/**
 * All files in what was dropped, folders to any depth, by name. What cannot be read is told to `skip`, and so are links
 * in folders (they may lead anywhere), pipes and devices.
 */
export function* findFiles(paths: readonly string[], skip: (skipped: Skipped) => void): Generator<FoundFile> {
  let count = 0;
  for (const path of paths) {
    for (const found of below(path, basename(path), skip)) {
      if (++count > mostFiles)
        throw new Error(`expected at most ${mostFiles} files, found more in ${quoteName(path)}`);
      yield found;
    }
  }
}

function* below(
  path: string,
  name: string,
  skip: (skipped: Skipped) => void,
  known?: Dirent,
): Generator<FoundFile> {
  let entries: Dirent[];
  try {
    const kind = known ?? statSync(path);
    if (kind.isFile()) return yield { path, name };
    if (!kind.isDirectory()) return skip({ name, problem: refusal(name, kind) });
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    return skip({ name, problem: `${shownName(path)} cannot be read: ${fileFault(error)}` });
  }
  if (isSetFolder(path)) {
    const link = entries.find((entry) => entry.isSymbolicLink());
    if (link) return skip({ name, problem: refusal(`${name}/${link.name}`, link) });
    return yield { path, name };
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries.filter((each) => !isAside(each.name)))
    yield* below(join(path, entry.name), `${name}/${entry.name}`, skip, entry);
}

function refusal(name: string, kind: Dirent | Stats): string {
  return `${name} is ${kindOf(kind)}; expected a file or a folder`;
}

function kindOf(kind: Dirent | Stats): string {
  if (kind.isSymbolicLink()) return 'a link';
  return kind.isFIFO() ? 'a pipe' : 'a device';
}
