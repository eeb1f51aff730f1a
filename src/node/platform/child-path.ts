import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { quote, quoteName } from '../../core/text/quote';
import { isFileName } from '../../shared/id';
import { errorCode } from '../files';

/**
 * The path of a folder's direct child, there or not yet: the one place where an identifier becomes a path. `ending` is
 * what the file's name has behind the identifier.
 * @throws Error when the identifier would lead elsewhere (a folder, "..", a device), or a link stands in its place.
 */
export function childPath(folder: string, id: string, ending = ''): string {
  const path = childPlace(folder, id, ending);
  if (isLink(path)) {
    const place = `${quote(id + ending)} in the folder ${quoteName(folder)}`;
    throw new Error(`${place} is a link; expected a file or a folder`);
  }
  return path;
}

/** The same, of something that is removed or made anew: of a link the link itself. */
export function childPlace(folder: string, id: string, ending = ''): string {
  const name = id + ending;
  if (isFileName(id) && isFileName(name)) return join(folder, name);
  throw new Error(`expected the name of something in the folder ${quoteName(folder)}, got ${quote(id)}`);
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return false;
    throw error;
  }
}
