import { closeSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { errorCode, fileFault } from '../files';

/** A holder shows this often that it is there; one not seen for so long is gone, whoever has its process id by now. */
const shownMs = 5000;
const goneMs = 60_000;

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
      const showing = setInterval(() => show(file), shownMs);
      showing.unref();
      return () => {
        clearInterval(showing);
        rmSync(file, { force: true });
      };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST')
        throw new Error(`${file} cannot be written: ${fileFault(error)}`, { cause: error });
      const holder = Number(readFileSync(file, 'utf8'));
      if (attempt > 0 || (isAlive(holder) && isFresh(file))) {
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

/** Whether a process that lives holds the folder of this lock. */
export function isHeld(file: string): boolean {
  try {
    return isAlive(Number(readFileSync(file, 'utf8'))) && isFresh(file);
  } catch {
    return false; // there is none, or it has just been given back
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

function show(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    return; // the folder is gone; the run finds out by itself
  }
}

function isFresh(file: string): boolean {
  const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
  return Date.now() - mtimeMs < goneMs;
}
