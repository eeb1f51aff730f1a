import { execFileSync } from 'node:child_process';

/** What a git command prints; throws with git's own words when it fails. */
export function git(root, ...words) {
  try {
    return execFileSync('git', words, {
      ...{ cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    }).trim();
  } catch (error) {
    throw new Error(`git ${words[0]}: ${String(error.stderr || error.message).trim()}`, { cause: error });
  }
}

/** The commit that the working copy stands at. */
export function headCommit(root) {
  return git(root, 'rev-parse', 'HEAD');
}

/** What is changed and not committed, a line a file; empty when the tree is clean. */
export function changes(root) {
  return git(root, 'status', '--porcelain');
}

/** The commit of a tag; null when there is none such. */
export function commitOfTag(root, tag) {
  return git(root, 'tag', '--list', tag) === '' ? null : git(root, 'rev-list', '-n', '1', tag);
}
