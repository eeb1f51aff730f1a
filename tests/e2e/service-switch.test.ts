import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, post } from '../node/inference-server/world';
import { startApp, type RunningApp } from './app';

/** The switch of the inference service in the Settings of the real Electron. */

const userData = mkdtempSync(join(tmpdir(), 'neuralstream-switch-'));
let running: RunningApp;

async function start(): Promise<void> {
  running = await startApp({ userData, keepUserData: true });
  await running.page.getByTestId('nav-settings').click();
}

const state = (): Promise<string | null> =>
  running.page.getByTestId('service-state').getAttribute('data-state');
const address = (): Promise<string> => running.page.getByTestId('service-address').innerText();

/** A free port, which a server of ours holds until it is closed. */
async function takenPort() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const found = server.address();
  if (typeof found !== 'object' || found === null) throw new Error('no port was given');
  return { port: found.port, free: () => new Promise((resolve) => server.close(resolve)) };
}

async function setPort(port: number): Promise<void> {
  const field = running.page.getByTestId('service-port');
  await field.fill(String(port));
  await field.press('Enter');
}

beforeAll(start);
afterAll(async () => {
  await running?.close();
  rmSync(userData, { recursive: true, force: true });
});

test('a port that is taken is told in a sentence; a free one listens, answers, and its address can be copied', async () => {
  const { page, app } = running;
  const { port, free } = await takenPort();
  expect(await state()).toBe('off');
  await setPort(port);
  await page.getByTestId('setting-service').check();
  await expect.poll(state, { timeout: 20_000 }).toBe('failed');
  expect(await page.getByTestId('service-problem').innerText()).toContain(
    `port ${port} of 127.0.0.1 is taken by another program`,
  );
  await free();
  await page.getByTestId('setting-service').uncheck();
  await expect.poll(state).toBe('off');
  await page.getByTestId('setting-service').check();
  await expect.poll(state, { timeout: 20_000 }).toBe('on');
  expect(await address()).toBe(`http://127.0.0.1:${port}`);
  await page.getByLabel('Copy the address').click();
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(await address());
  const observation = {
    ...{ chunkIndex: 3, chunksLeft: 10, chunkSeconds: 4, ladderKbps: [300, 750], lastLevel: 1 },
    ...{ upcomingChunkKilobits: null, bufferSeconds: 8, bufferCapSeconds: 20 },
    downloads: [{ kilobits: 3000, seconds: 1.5, firstByteSeconds: 0.1 }],
  };
  const decided = await post(await address(), '/v1/decision', { observation });
  expect(decided.status).toBe(200);
  expect(JSON.parse(decided.text)).toMatchObject({ model: 'default', level: expect.any(Number) });
  expect((await ask(await address(), '/index.html')).text).toContain('<title>NeuralStream player</title>');
  expect((await ask(await address(), '/health', { headers: { Host: 'evil.example' } })).status).toBe(403);
});

test('it is on again at the next start, and off when it is switched off', async () => {
  await running.close();
  await start();
  await expect.poll(state, { timeout: 20_000 }).toBe('on');
  const was = await address();
  expect((await ask(was, '/health')).status).toBe(200);
  await running.page.getByTestId('setting-service').uncheck();
  await expect.poll(state).toBe('off');
  await expect(ask(was, '/health')).rejects.toThrow('ECONNREFUSED');
  expect(running.faults).toEqual([]);
});
