import { beforeEach, expect, test, vi } from 'vitest';
import { mediaServer, stopMediaServer } from '../../src/main/media';
import { utilities } from './fake-electron';

vi.mock('electron', async () => (await import('./fake-electron')).electron);

beforeEach(() => void (utilities.length = 0));

const process = (count: number): Promise<unknown> => vi.waitFor(() => expect(utilities).toHaveLength(count));

/** The process at this index listens. */
async function listens(index: number): Promise<void> {
  utilities[index].emit('message', { type: 'ready' });
  await vi.waitFor(() => expect(utilities[index].posted).toHaveLength(1));
  utilities[index].emit('message', { type: 'answer', id: 1, result: ['http://127.0.0.1:1'] });
}

test('all who ask for the media server share one process; after its death the next one starts another', async () => {
  const asked = [mediaServer(), mediaServer()];
  await process(1);
  await listens(0);
  const [first, second] = await Promise.all(asked);
  expect(second).toBe(first);
  utilities[0].emit('exit', 1);
  await new Promise((resolve) => setTimeout(resolve, 1));
  const next = mediaServer();
  await process(2);
  await listens(1);
  expect(await next).not.toBe(first);
  const stopped = stopMediaServer();
  utilities[1].emit('exit', 0);
  await stopped;
});

test('a server that was stopped while it started and then fails leaves the one after it in its place', async () => {
  const first = mediaServer();
  const told = expect(first).rejects.toThrow("the media server's process ended");
  await process(1);
  const stopped = stopMediaServer();
  const second = mediaServer();
  await process(2);
  utilities[0].emit('exit', 1);
  await Promise.all([told, stopped]);
  const third = mediaServer();
  expect(third).toBe(second);
  await listens(1);
  await third;
  expect(utilities).toHaveLength(2);
});
