import { openSync, closeSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { errorCode, fileFault } from '../files';

/**
 * Holds a folder for this process until the function returned is called; the lock of a process that is gone does not count.
 * @throws Error, a sentence, when another process holds it.
 */
export function lockFolder(file: string, folder: string): () => void {
  for (let attempt = 0; ; attempt++) {
    try {
      const lock = openSync(file, 'wx');
      writeSync(lock, String(process.pid));
      closeSync(lock);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (errorCode(error) !== 'EEXIST')
        throw new Error(`${file} cannot be written: ${fileFault(error)}`, { cause: error });
      const holder = Number(readFileSync(file, 'utf8'));
      if (attempt > 0 || isAlive(holder)) {
        throw new Error(
          `a benchmark is running in ${folder} (process ${holder}); stop it or choose another folder`,
          {
            cause: error,
          },
        );
      }
      rmSync(file, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
