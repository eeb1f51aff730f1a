import { EventEmitter } from 'node:events';
import { createServer } from 'node:net';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtMediaServer } from '../../../bench/throttle/built-media-server';
import { startMediaServer, type MediaServer } from '../../../src/node/media-server/client';
import { forkNode, utilityPort, type ChildPort } from '../../../src/node/child-port';
import type { LinkStatistics } from '../../../src/shared/media-server';
import { ask, CHUNK, presentation, sessionOptions } from './world';

let script = '';
let folder = '';
let remove = async (): Promise<void> => {};
let server: MediaServer;
let child: ChildPort;

const fork = (): ChildPort => (child = forkNode(script));

beforeAll(async () => {
  script = await builtMediaServer();
  ({ folder, remove } = await presentation());
  server = await startMediaServer({ fork });
});
afterAll(async () => {
  await server.stop();
  await remove();
  await rm(path.dirname(script), { recursive: true });
});

describe('the media server in a process of its own', () => {
  test('serves what a session opens, and tells its statistics', async () => {
    const told = new Promise<LinkStatistics>((resolve) => {
      const end = server.onStatistics((statistics) => {
        if (statistics.players.some(({ deliveredKilobits }) => deliveredKilobits < 800)) return;
        end();
        resolve(statistics);
      });
    });
    const options = sessionOptions(folder, { playerCount: 4, links: 'shared' });
    const { sessionId, players, origins } = await server.openSession(options);
    expect(origins).toEqual(server.origins);
    expect(new Set(origins).size).toBe(4);
    expect(players.map(({ manifestUrl }, i) => manifestUrl.startsWith(`${origins[i]}/`))).not.toContain(
      false,
    );
    await server.startClock(sessionId);
    const urls = players.map(({ manifestUrl }) => manifestUrl.replace('manifest.mpd', 'chunk%200.m4s'));
    for (const url of urls) expect((await ask(url)).body.equals(CHUNK)).toBe(true);
    expect(await told).toMatchObject({ sessionId, kbps: 1_000_000, fairness: 1 });
    await server.closeSession(sessionId);
    await expect(server.stats(sessionId)).rejects.toThrow(`no open session ${sessionId}`);
  });

  test('takes bandwidth and traces (typed arrays too), and gives the moves back', async () => {
    const { sessionId } = await server.openSession(sessionOptions(folder));
    await server.startClock(sessionId);
    await server.setBandwidth(sessionId, { kbps: 700, addedLatencyMs: 20 });
    const trace = { name: 't', durationsSeconds: Float64Array.of(60, 60), kbps: Float64Array.of(300, 400) };
    await server.playTrace(sessionId, trace, { loop: true });
    await server.stopTrace(sessionId);
    const { steps, untilSeconds } = await server.moves(sessionId);
    expect(steps.map(({ kbps }) => kbps)).toEqual([1_000_000, 700, 300]);
    expect(untilSeconds).toBeGreaterThan(0);
    expect((await server.stats(sessionId)).addedLatencyMs).toBe(20);
    await server.closeSession(sessionId);
  });

  test('reports every move of a session once, the last ones before it is closed', async () => {
    const { sessionId } = await server.openSession(sessionOptions(folder));
    const reported: number[] = [];
    const end = server.onStatistics((statistics) => {
      if (statistics.sessionId !== sessionId) return;
      for (const { kbps } of statistics.steps) if (!reported.includes(kbps)) reported.push(kbps);
    });
    await server.setBandwidth(sessionId, { kbps: 100, addedLatencyMs: 0 });
    expect(reported).toEqual([]);
    await server.startClock(sessionId);
    expect(reported).toEqual([100]);
    await server.setBandwidth(sessionId, { kbps: 200, addedLatencyMs: 0 });
    expect(reported).toEqual([100, 200]);
    const trace = { name: 't', durationsSeconds: [0.01, 60], kbps: [300, 400] };
    await server.playTrace(sessionId, trace, { loop: false });
    await new Promise((resolve) => setTimeout(resolve, 15));
    await server.closeSession(sessionId);
    end();
    expect(reported).toEqual([100, 200, 300, 400]);
  });

  test('refuses values that make no sense before they are sent, and bad ones at the other end too', async () => {
    const { sessionId } = await server.openSession(sessionOptions(folder));
    const set = (kbps: number): Promise<void> => server.setBandwidth(sessionId, { kbps, addedLatencyMs: 0 });
    await expect(set(-1)).rejects.toThrow('Expected >=0');
    await expect(set(NaN)).rejects.toThrow('NaN');
    await expect(server.openSession(sessionOptions(folder, { playerCount: 5 }))).rejects.toThrow('<=4');
    await expect(server.openSession(sessionOptions(folder, { allowedOrigin: '*' }))).rejects.toThrow();
    const empty = { name: 'nothing', durationsSeconds: [0], kbps: [5] };
    await expect(server.playTrace(sessionId, empty, { loop: true })).rejects.toThrow('trace nothing');
    const answered = new Promise<unknown>((resolve) => child.onMessage(resolve));
    child.post({ id: 10_000, command: { type: 'format-disk' } });
    expect(await answered).toMatchObject({ type: 'failed', id: 10_000 });
    await server.closeSession(sessionId);
  });
});

describe('when things go wrong', () => {
  test('a taken port is named', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const address = squatter.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const starting = startMediaServer({ fork: () => forkNode(script), ports: [0, port] });
    await expect(starting).rejects.toThrow(`127.0.0.1:${port}: the port is taken by another program`);
    squatter.close();
  });

  test('a process that dies fails open and later calls, tells it once, and can be started again', async () => {
    let doomed: ChildPort | undefined;
    const first = await startMediaServer({ fork: () => (doomed = forkNode(script)) });
    const deaths: string[] = [];
    first.onDied(({ message }) => deaths.push(message));
    const pid = doomed?.pid ?? 0;
    if (process.platform !== 'win32') process.kill(pid, 'SIGSTOP'); // it must not answer before it dies
    const opening = first.openSession(sessionOptions(folder));
    process.kill(pid, 'SIGKILL');
    await expect(opening).rejects.toThrow("the media server's process ended");
    await expect(first.moves('any')).rejects.toThrow("the media server's process ended");
    expect(deaths).toHaveLength(1);
    const second = await startMediaServer({ fork: () => forkNode(script) });
    expect(second.origins).toHaveLength(4);
    second.onDied(({ message }) => deaths.push(message));
    await second.stop();
    expect(deaths).toHaveLength(1);
  });

  test('a script that is missing or never speaks is an error, not a wait without end', async () => {
    const missing = startMediaServer({ fork: () => forkNode(`${script}.gone`) });
    await expect(missing).rejects.toThrow('process ended (exit code 1)');
    const silent = path.join(path.dirname(script), 'silent.cjs');
    await writeFile(silent, 'setInterval(() => {}, 1000);');
    const waiting = startMediaServer({ fork: () => forkNode(silent), startTimeoutMs: 300 });
    await expect(waiting).rejects.toThrow('did not start within 0.3 s');
  });
});

test("Electron's utility process is spoken to through the same line", () => {
  const posted: unknown[] = [];
  const utility = Object.assign(new EventEmitter(), {
    postMessage: (message: object) => void posted.push(message),
    kill: () => posted.push('killed') > 0,
  });
  const port = utilityPort(utility);
  const heard: unknown[] = [];
  port.onMessage((message) => heard.push(message));
  port.onExit((code) => heard.push(code));
  port.post({ id: 1 });
  utility.emit('message', { type: 'ready' });
  port.kill();
  utility.emit('exit', 0);
  expect(posted).toEqual([{ id: 1 }, 'killed']);
  expect(heard).toEqual([{ type: 'ready' }, 0]);
});

test('a utility process that is ended before it is there is ended as soon as it is', () => {
  let kills = 0;
  const utility = Object.assign(new EventEmitter(), {
    postMessage: () => undefined,
    kill: () => ++kills > 1,
  });
  const port = utilityPort(utility);
  port.kill();
  utility.emit('spawn');
  expect(kills).toBe(2);
});
