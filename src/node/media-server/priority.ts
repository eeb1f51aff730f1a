import { execFile } from 'node:child_process';
import { setPriority } from 'node:os';

/**
 * Puts this process in line before encoders and training, as far as the system lets us: it wakes often, does little and
 * must not be late. On Linux that is real-time round robin (util-linux' chrt), since nice values do not count between
 * sessions there (autogroup); for all threads, since the main one waits for V8's. Elsewhere, and where that is refused,
 * a lower nice value, or what it was. Children started later inherit it.
 */
export function raisePriority(): void {
  if (process.platform === 'linux') {
    execFile('chrt', ['--all-tasks', '--rr', '--pid', '1', String(process.pid)], () => {});
  }
  try {
    setPriority(-10);
  } catch {
    return;
  }
}
