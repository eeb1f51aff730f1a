import { readdir, readlink } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MediaServer } from '../../../src/node/media-server/server';
import type { BandwidthSetting, SessionOptions } from '../../../src/shared/media-server';
import { ask, CHUNK, presentation, sessionOptions } from './world';

const server = new MediaServer();
let folder = '';
let remove = async (): Promise<void> => {};

beforeAll(async () => {
  ({ folder, remove } = await presentation());
  await server.listen([0, 0, 0, 0]);
});
afterAll(async () => {
  server.close();
  await remove();
});

const wait = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const kbps = (rate: number | null, addedLatencyMs = 0): { bandwidth: BandwidthSetting } => ({
  bandwidth: { kbps: rate, addedLatencyMs },
});

async function open(options: Partial<SessionOptions>): Promise<{ sessionId: string; chunkUrls: string[] }> {
  const { sessionId, players } = await server.openSession(sessionOptions(folder, options));
  const chunkUrls = players.map(({ manifestUrl }) => manifestUrl.replace('manifest.mpd', 'chunk%200.m4s'));
  return { sessionId, chunkUrls };
}

describe('over a real connection', () => {
  test('a chunk of 800 kilobits at 1600 kbps takes half a second', async () => {
    const { chunkUrls } = await open(kbps(1600));
    const { seconds, body } = await ask(chunkUrls[0]);
    expect(body.equals(CHUNK)).toBe(true);
    expect(seconds).toBeGreaterThan(0.49);
    expect(seconds).toBeLessThan(0.9);
  });

  test('separate links do not take from each other, a shared one is shared evenly', async () => {
    const separate = await open({ playerCount: 2, ...kbps(1600) });
    const alone = await Promise.all(separate.chunkUrls.map((url) => ask(url)));
    for (const { seconds } of alone) expect(seconds).toBeLessThan(0.9);
    const shared = await open({ playerCount: 2, links: 'shared', ...kbps(1600) });
    const together = await Promise.all(shared.chunkUrls.map((url) => ask(url)));
    for (const { seconds } of together) expect(seconds).toBeGreaterThan(0.96);
    expect(server.session(shared.sessionId).statistics().fairness).toBeGreaterThan(0.999);
  });

  test('the added latency is waited for once, before the first byte', async () => {
    const { chunkUrls } = await open(kbps(null, 300));
    const { seconds } = await ask(chunkUrls[0]);
    expect(seconds).toBeGreaterThan(0.295);
    expect(seconds).toBeLessThan(0.7);
  });

  test('a new rate acts inside the chunk', async () => {
    const { sessionId, chunkUrls } = await open(kbps(80));
    const answer = ask(chunkUrls[0]);
    await wait(0.3);
    server.session(sessionId).capacity.set({ kbps: 8000, addedLatencyMs: 0 }, server.now);
    expect((await answer).seconds).toBeLessThan(1);
  });

  test('offline stalls an open request, and it goes on where it was', async () => {
    let received = 0;
    const { sessionId, chunkUrls } = await open(kbps(800));
    const answer = ask(chunkUrls[0], { onData: (bytes) => (received += bytes) });
    await wait(0.3);
    server.session(sessionId).capacity.set({ kbps: 0, addedLatencyMs: 0 }, server.now);
    await wait(0.1);
    const atOutage = received;
    await wait(0.4);
    expect(received).toBe(atOutage);
    expect(atOutage).toBeGreaterThan(0);
    expect(atOutage).toBeLessThan(CHUNK.length);
    server.session(sessionId).capacity.set({ kbps: null, addedLatencyMs: 0 }, server.now);
    expect((await answer).body.equals(CHUNK)).toBe(true);
  });

  test('a trace is followed: an outage in it holds the chunk back', async () => {
    const { sessionId, chunkUrls } = await open(kbps(null));
    const { capacity } = server.session(sessionId);
    capacity.play({ name: 'gap', durationsSeconds: [0.2, 0.4, 9], kbps: [2000, 0, 8000] }, false, server.now);
    server.session(sessionId).startClock();
    const { seconds } = await ask(chunkUrls[0]);
    expect(seconds).toBeGreaterThan(0.64);
    expect(seconds).toBeLessThan(1.1);
  });
});

describe('clients that go away', () => {
  test('leave the link to the others', async () => {
    const { sessionId, chunkUrls } = await open({ playerCount: 2, links: 'shared', ...kbps(1600) });
    const leaver = new AbortController();
    const left = ask(chunkUrls[0], { signal: leaver.signal }).catch((error: Error) => error.name);
    const stayed = ask(chunkUrls[1]);
    await wait(0.1);
    leaver.abort();
    expect(await left).toBe('AbortError');
    expect((await stayed).seconds).toBeLessThan(0.9);
    expect(server.session(sessionId).statistics().players[0].openRequests).toBe(0);
  });

  test('while their latency runs are forgotten', async () => {
    const { sessionId, chunkUrls } = await open(kbps(1600, 5000));
    const leaver = new AbortController();
    const left = ask(chunkUrls[0], { signal: leaver.signal }).catch((error: Error) => error.name);
    await wait(0.1);
    leaver.abort();
    await left;
    await wait(0.1);
    const [player] = server.session(sessionId).players;
    expect([player.responses.size, player.link.busy]).toEqual([0, false]);
  });

  test('and closing a session breaks off what is open', async () => {
    const { sessionId, chunkUrls } = await open(kbps(0));
    const broken = ask(chunkUrls[0]).catch((error: Error) => error.message);
    await wait(0.1);
    server.closeSession(sessionId);
    expect(await broken).toBe('socket hang up');
  });
});

test('the meter counts what arrived, from second 0', async () => {
  const { sessionId, chunkUrls } = await open(kbps(null));
  await ask(chunkUrls[0]);
  const session = server.session(sessionId);
  expect(session.statistics().players[0].deliveredKilobits).toBe(800);
  session.startClock();
  expect(session.statistics()).toMatchObject({ players: [{ deliveredKilobits: 0, openRequests: 0 }] });
  expect(session.statistics().fairness).toBeNull();
});

test('a thousand requests, a third of them broken off, leave nothing behind', async () => {
  const { sessionId, chunkUrls } = await open(kbps(null));
  const [player] = server.session(sessionId).players;
  for (let round = 0; round < 50; round++) {
    await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const signal = i % 3 === 0 ? AbortSignal.timeout(i % 4) : undefined;
        await ask(chunkUrls[0], { signal }).catch(() => {});
      }),
    );
  }
  await wait(0.2);
  expect([player.responses.size, player.link.busy]).toEqual([0, false]);
  expect(await openFiles(folder)).toEqual([]);
});

/** What this process holds open below a folder, where the system tells (Linux). */
async function openFiles(below: string): Promise<string[]> {
  const descriptors = await readdir('/proc/self/fd').catch(() => []);
  const files = await Promise.all(descriptors.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return files.filter((file) => file.startsWith(below));
}
