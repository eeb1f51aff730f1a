import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './parts';

/** The commit that a working copy stands at; null in a packaged application and outside a repository. */
export function sourceCommit(): string | null {
  const folder = projectFolder();
  if (folder === null || !existsSync(join(folder, '.git'))) return null;
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: folder, encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}
