import { basename, resolve } from 'node:path';
import { writeJsonFile } from './checksum';
import { withLock } from './lock';

/** Others who write the same file do so in milliseconds; a lock that is taken for so long tells of something worse. */
const patienceMs = 15_000;

/** The last work on each file that this process waits for or does. */
const last = new Map<string, Promise<unknown>>();

/**
 * Does some work on a file as its only writer: in this process one after the other in the order asked, and nobody does so
 * meanwhile in another process.
 * @throws Error naming the process that has been writing the file for too long; and what the work throws.
 */
export function asOnlyWriter<Result>(
  path: string,
  work: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const file = resolve(path);
  const refusal = (holder: string): string => `"${basename(file)}" is being written by ${holder}`;
  const turn = last.get(file) ?? Promise.resolve();
  const run = turn.then(() => withLock(`${file}.lock`, { refusal, patienceMs, signal }, work));
  const ended = run
    .catch(() => undefined)
    .finally(() => {
      if (last.get(file) === ended) last.delete(file);
    });
  last.set(file, ended);
  return run;
}

/**
 * Changes a JSON file that others may change at the same time: reads it, applies the change and writes it, as its only
 * writer. A change that returns what it was given writes nothing.
 */
export function updateJson<Value extends object>(
  path: string,
  read: () => Value | Promise<Value>,
  change: (value: Value) => Value,
  signal?: AbortSignal,
): Promise<Value> {
  return asOnlyWriter(
    path,
    async () => {
      const before = await read();
      const after = change(before);
      if (after !== before) await writeJsonFile(path, after);
      return after;
    },
    signal,
  );
}
