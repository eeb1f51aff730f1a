import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as v from 'valibot';
import { atLeastOne } from '../../shared/numbers';
import { errorCode, fileFault } from '../files';
import { isRunning, thisProcess } from './process-alive';

/** An owner renews its lock's time this often; where the system cannot tell whether it runs, an older lock is stale. */
const heartbeatMs = 5000;
const staleMs = 60_000;
/** After a computer's sleep every lock is old for a moment, and another computer may have another clock. */
const watchMs = { here: 500, elsewhere: 3 * heartbeatMs };
/** Windows refuses access to a file for a moment while somebody else reads or removes it. */
const transientMs = 2000;
const transientCodes = process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : [];

const ownerSchema = v.object({
  pid: atLeastOne,
  host: v.string(),
  startedAt: v.nullable(v.string()),
  /** Of this one time that it was taken. */
  token: v.string(),
  since: v.nullable(v.pipe(v.string(), v.isoTimestamp())),
});
type LockOwner = v.InferOutput<typeof ownerSchema>;

export interface LockOptions {
  /** The sentence for whoever is refused; `holder` is "process 12 since TIME". */
  readonly refusal: (holder: string) => string;
  /** How long to wait for another holder. */
  readonly patienceMs?: number;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

/** Somebody else holds the lock; the message says who. */
export class LockHeld extends Error {}

/** The lock's file cannot be written, and why. */
export class LockUnwritable extends Error {
  constructor(
    file: string,
    readonly fault: string,
    cause: unknown,
  ) {
    super(`"${basename(file)}" cannot be written: ${fault}`, { cause });
  }
}

/** Does some work while it holds a lock. @throws LockHeld when others hold it; LockUnwritable. */
export async function withLock<Result>(
  file: string,
  options: LockOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  const release = await takeLock(file, options);
  try {
    return await work();
  } finally {
    await release();
  }
}

/** Does some work while it holds a lock; null, and nothing is done, when others hold it. @throws Error when it cannot be written. */
export async function tryWithLock<Result>(file: string, work: () => Promise<Result>): Promise<Result | null> {
  let release: () => Promise<void>;
  try {
    release = await takeLock(file, { refusal: (holder) => holder });
  } catch (error) {
    if (error instanceof LockHeld) return null;
    throw error;
  }
  try {
    return await work();
  } finally {
    await release();
  }
}

/**
 * Takes a lock: a file that names its owner. A lock is free again when its owner releases it or is gone, however it ended.
 * Among all processes on a folder, whatever their kind, one at a time has it.
 * @throws LockHeld when others hold it; LockUnwritable; Error of the name AbortError when the signal fires.
 */
export async function takeLock(file: string, options: LockOptions): Promise<() => Promise<void>> {
  const { refusal, patienceMs = 0, signal } = options;
  const begun = performance.now();
  for (;;) {
    if (signal?.aborted) throw cancelled(file);
    const found = await tryOnce(file, options).catch((error: unknown) => {
      const code = errorCode(error);
      if (code === null) throw error;
      if (transientCodes.includes(code) && performance.now() - begun < transientMs) return null;
      throw new LockUnwritable(file, code === 'ENOENT' ? 'its folder is not there' : fileFault(error), error);
    });
    if (typeof found === 'function') return found;
    if (found !== null && performance.now() - begun >= patienceMs)
      throw new LockHeld(refusal(describe(found)));
    await pause(2 + 18 * Math.random());
  }
}

/** The function that releases the lock, now that we have it; or who has it; or null when it is to be tried again. */
async function tryOnce(file: string, options: LockOptions): Promise<(() => Promise<void>) | Holder | null> {
  const holder = await readHolder(file);
  if (holder !== null) {
    if (!(await isStale(file, holder, options.signal))) return holder;
    await removeStale(file, holder, options);
  }
  const owner: LockOwner = { ...thisProcess(), token: randomUUID(), since: new Date().toISOString() };
  return (await create(file, owner)) ? hold(file, owner) : readHolder(file);
}

/** Whether somebody holds a lock now. */
export async function isHeld(file: string): Promise<boolean> {
  const holder = await readHolder(file);
  return holder !== null && !(await isStale(file, holder));
}

interface Holder {
  /** null when the file does not name it. */
  readonly owner: LockOwner | null;
  /** Time of the last heartbeat. */
  readonly heartbeatAtMs: number;
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    const text = await readFile(file, 'utf8');
    return { owner: parseOwner(text), heartbeatAtMs: (await stat(file)).mtimeMs };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function parseOwner(text: string): LockOwner | null {
  try {
    const stated: unknown = JSON.parse(text);
    // Earlier versions wrote the process id alone.
    const known = { ...thisProcess(), startedAt: null, token: '', since: null };
    return v.parse(ownerSchema, typeof stated === 'number' ? { ...known, pid: stated } : stated);
  } catch {
    return null; // damaged, or about to be written where there are no links: its age tells
  }
}

/** Creates the file with its content in one step, so that nobody ever reads half of it. False: it is there already. */
async function create(file: string, owner: LockOwner): Promise<boolean> {
  const text = JSON.stringify(owner);
  const whole = `${file}.${owner.token.slice(0, 8)}`;
  await writeFile(whole, text, { flag: 'wx' });
  try {
    await link(whole, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    return await createInPlace(file, text);
  } finally {
    await rm(whole, { force: true });
  }
}

/** Where files cannot have two names (FAT, some network drives). */
async function createInPlace(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(
  file: string,
  { owner, heartbeatAtMs }: Holder,
  signal?: AbortSignal,
): Promise<boolean> {
  const runs = owner && (await isRunning(owner));
  if (runs !== null) return !runs;
  if (Date.now() - heartbeatAtMs < staleMs) return false;
  const isHere = owner === null || owner.host === thisProcess().host;
  const end = performance.now() + (isHere ? watchMs.here : watchMs.elsewhere);
  while (performance.now() < end) {
    await pause(100);
    if (signal?.aborted || (await readHolder(file))?.heartbeatAtMs !== heartbeatAtMs) return false;
  }
  return true;
}

/**
 * Removes the lock of an owner that is gone. Whoever does this holds a lock for it and looks again: two who found the same
 * lock stale would otherwise remove each other's new one.
 */
async function removeStale(
  file: string,
  { owner, heartbeatAtMs }: Holder,
  options: LockOptions,
): Promise<void> {
  await withLock(`${file}.takeover`, options, async () => {
    const now = await readHolder(file);
    if (now?.heartbeatAtMs === heartbeatAtMs && now.owner?.token === owner?.token)
      await rm(file, { force: true });
  });
}

/** The locks of this process, by file. */
const tokens = new Map<string, string>();

function hold(file: string, { token }: LockOwner): () => Promise<void> {
  if (tokens.size === 0) process.once('exit', releaseAll);
  tokens.set(file, token);
  const beat = setInterval(() => void touch(file, token).catch(() => undefined), heartbeatMs); // the folder may be gone
  beat.unref();
  return async () => {
    clearInterval(beat);
    if (tokens.get(file) === token) tokens.delete(file);
    if (tokens.size === 0) process.removeListener('exit', releaseAll);
    await release(file, token);
  };
}

async function touch(file: string, token: string): Promise<void> {
  const now = new Date();
  if ((await readHolder(file))?.owner?.token === token) await utimes(file, now, now);
}

async function release(file: string, token: string): Promise<void> {
  const end = performance.now() + transientMs;
  for (;;) {
    try {
      if ((await readHolder(file))?.owner?.token === token) await rm(file, { force: true });
      return;
    } catch (error) {
      if (!transientCodes.includes(errorCode(error) ?? '') || performance.now() > end) throw error;
      await pause(20);
    }
  }
}

function releaseAll(): void {
  for (const [file, token] of tokens) {
    try {
      if (readFileSync(file, 'utf8').includes(token)) rmSync(file, { force: true });
    } catch {
      continue; // whoever wants it sees that its owner is gone
    }
  }
}

function describe({ owner }: Holder): string {
  if (owner === null) return 'another process';
  const place = owner.host === thisProcess().host ? '' : ` on ${owner.host.split(' ')[0]}`;
  const since = owner.since === null ? '' : ` since ${owner.since.slice(0, 19).replace('T', ' ')} UTC`;
  return `process ${owner.pid}${place}${since}`;
}

function cancelled(file: string): Error {
  const error = new Error(`waiting for "${basename(file)}" was cancelled`);
  error.name = 'AbortError';
  return error;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
