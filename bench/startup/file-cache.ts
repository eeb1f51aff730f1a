import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** Makes the system forget the files that it holds in memory, as after a boot; false where that is not allowed. */
export function forgetFiles(): boolean {
  try {
    execFileSync('sync');
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false; // not Linux, or not root: the first start is then not told
  }
}
