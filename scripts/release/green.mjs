import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { changes, headCommit } from './git.mjs';

const record = (root) => path.join(root, 'out', 'test', 'green.json');

/** Notes that every check passed on this very commit; not where something is changed beside it, or outside a repository. */
export function noteGreen(root) {
  try {
    if (changes(root) !== '') return;
    mkdirSync(path.dirname(record(root)), { recursive: true });
    writeFileSync(record(root), JSON.stringify({ commit: headCommit(root) }));
  } catch {
    return; // no repository, or no git: nothing can be released from here
  }
}

/** True when the last whole `npm test` passed on the commit that the working copy stands at. */
export function isGreen(root) {
  try {
    return JSON.parse(readFileSync(record(root), 'utf8')).commit === headCommit(root);
  } catch {
    return false;
  }
}
