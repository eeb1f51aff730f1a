import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder and what it holds; folders and links by their kind. */
export function contentOf(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (inside: string): void => {
    for (const name of readdirSync(join(folder, inside)).sort()) {
      const place = join(inside, name);
      const facts = lstatSync(join(folder, place));
      found[place] = facts.isDirectory()
        ? 'folder'
        : facts.isSymbolicLink()
          ? 'link'
          : readFileSync(join(folder, place), 'utf8');
      if (facts.isDirectory()) walk(place);
    }
  };
  walk('');
  return found;
}
