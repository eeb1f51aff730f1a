import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { LockHeld, takeLock, withLock } from '../../../src/node/platform/lock';
import { thisProcess } from '../../../src/node/platform/process-alive';
import { temporaryFolder } from '../../temporary-folder';
import { bundleWriter, startWriter } from './writer-processes';

const built = mkdtempSync(join(tmpdir(), 'neuralstream-lock-'));
const bundle = bundleWriter(built);
afterAll(() => rmSync(built, { recursive: true, force: true }));
afterEach(() => void vi.useRealTimers());

const refusal = (holder: string): string => `"x" is being written by ${holder}`;
const newLock = (): string => join(temporaryFolder('neuralstream-lock'), 'lock');
const onLinux = process.platform === 'linux';

/** A process id that nothing runs under. */
const noPid = 999_999_999;

function plant(file: string, owner: object, ageMs = 0): void {
  const since = '2026-01-02T03:04:05.000Z';
  writeFileSync(file, JSON.stringify({ ...thisProcess(), token: 'planted', since, ...owner }));
  const at = new Date(Date.now() - ageMs);
  utimesSync(file, at, at);
}

test('one at a time holds a lock, and the one who is refused is told who holds it since when', async () => {
  const file = newLock();
  const release = await takeLock(file, { refusal });
  const since = /since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/;
  const second = takeLock(file, { refusal });
  await expect(second).rejects.toThrow(LockHeld);
  await expect(second).rejects.toThrow(`"x" is being written by process ${process.pid} since `);
  await expect(second).rejects.toThrow(since);
  await release();
  expect(existsSync(file)).toBe(false);
  expect(await withLock(file, { refusal }, () => Promise.resolve(7))).toBe(7);
  expect(readdirSync(join(file, '..'))).toEqual([]);
});

test('work that fails releases its lock', async () => {
  const file = newLock();
  await expect(withLock(file, { refusal }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(file)).toBe(false);
});

test('who has patience gets the lock when it is released', async () => {
  const file = newLock();
  const release = await takeLock(file, { refusal });
  const second = takeLock(file, { refusal, patienceMs: 60_000 });
  setTimeout(() => void release(), 30);
  await (
    await second
  )();
  expect(existsSync(file)).toBe(false);
});

test('a signal ends the waiting', async () => {
  const file = newLock();
  plant(file, {});
  const stop = new AbortController();
  const waiting = takeLock(file, { refusal, patienceMs: 60_000, signal: stop.signal });
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  expect(existsSync(file)).toBe(true);
});

test('a folder that is not there is told in a sentence', async () => {
  const file = join(newLock(), 'lock');
  await expect(takeLock(file, { refusal })).rejects.toThrow(
    '"lock" cannot be written: its folder is not there',
  );
});

test('a process that is killed gives its lock back, one that exits does so itself', async () => {
  const file = newLock();
  const [killed, exited] = await Promise.all([startWriter(bundle), startWriter(bundle)]);
  await killed.ask({ type: 'take', file, patienceMs: 0 });
  await expect(takeLock(file, { refusal })).rejects.toThrow(`process ${killed.child.pid} since`);
  await killed.kill();
  expect(existsSync(file)).toBe(true);
  await (
    await takeLock(file, { refusal })
  )();

  await exited.ask({ type: 'take', file, patienceMs: 0 });
  const gone = new Promise((ended) => exited.child.once('exit', ended));
  exited.child.send({ type: 'exit' });
  await gone;
  expect(existsSync(file)).toBe(false);
});

test('of several processes that find a stale lock exactly one takes it over', async () => {
  const file = newLock();
  const writers = await Promise.all([0, 1, 2, 3].map(() => startWriter(bundle)));
  for (let round = 0; round < 100; round++) {
    plant(file, { pid: noPid });
    const answers = await Promise.allSettled(
      writers.map(({ ask }) => ask({ type: 'take', file, patienceMs: 0 })),
    );
    const winners = writers.filter((_, i) => answers[i].status === 'fulfilled');
    expect(winners, `round ${round}`).toHaveLength(1);
    await winners[0].ask({ type: 'release' });
  }
  expect(readdirSync(join(file, '..'))).toEqual([]);
});

test('one who dies while taking a stale lock over leaves one that can be taken over', async () => {
  const file = newLock();
  plant(file, { pid: noPid });
  plant(`${file}.takeover`, { pid: noPid });
  await (
    await takeLock(file, { refusal })
  )();
  expect(readdirSync(join(file, '..'))).toEqual([]);
});

test.runIf(onLinux)('another process that has the id of the owner by now is not taken for it', async () => {
  const file = newLock();
  plant(file, { startedAt: 'an-earlier-boot 17' });
  await (
    await takeLock(file, { refusal })
  )();
  expect(existsSync(file)).toBe(false);
});

test.runIf(onLinux)('a process that is stopped keeps its lock however long', async () => {
  const file = newLock();
  const writer = await startWriter(bundle);
  await writer.ask({ type: 'take', file, patienceMs: 0 });
  writer.child.kill('SIGSTOP');
  utimesSync(file, new Date(0), new Date(0));
  await expect(takeLock(file, { refusal })).rejects.toThrow(LockHeld);
});

test.each([
  ['whose system does not tell when it started', { startedAt: null }],
  ['of another computer', { host: 'elsewhere', pid: noPid }],
])('an owner %s holds its lock while it shows itself', async (_, owner) => {
  const file = newLock();
  plant(file, owner, 50_000);
  await expect(takeLock(file, { refusal })).rejects.toThrow(LockHeld);
  // After a computer's sleep the lock looks old until its owner runs again.
  plant(file, owner, 70_000);
  setTimeout(() => utimesSync(file, new Date(), new Date()), 100);
  const refused = takeLock(file, { refusal });
  await expect(refused).rejects.toThrow(LockHeld);
});

test('an owner that only its age tells of is gone after a minute', async () => {
  const file = newLock();
  plant(file, { startedAt: null }, 61_000);
  await (
    await takeLock(file, { refusal })
  )();
  writeFileSync(file, '{"pi');
  await expect(takeLock(file, { refusal })).rejects.toThrow('"x" is being written by another process');
  utimesSync(file, new Date(0), new Date(Date.now() - 61_000));
  await (
    await takeLock(file, { refusal })
  )();
});

test('an owner on another computer is named with it', async () => {
  const file = newLock();
  plant(file, { host: 'attic pid:[1]', pid: 12 });
  await expect(takeLock(file, { refusal })).rejects.toThrow(
    '"x" is being written by process 12 on attic since 2026-01-02 03:04:05 UTC',
  );
  expect(thisProcess().host).toContain(hostname());
});

test('an owner renews its lock, and leaves alone one that has another owner by now', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const file = newLock();
  const release = await takeLock(file, { refusal });
  const old = new Date(Date.now() - 30_000);
  utimesSync(file, old, old);
  vi.advanceTimersByTime(5000);
  await vi.waitFor(() => expect(statSync(file).mtimeMs).toBeGreaterThan(Date.now() - 10_000));
  plant(file, {}, 30_000);
  vi.advanceTimersByTime(5000);
  await release();
  expect(statSync(file).mtimeMs).toBeLessThan(Date.now() - 20_000);
  expect(readFileSync(file, 'utf8')).toContain('planted');
});
