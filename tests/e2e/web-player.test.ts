import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChromium } from './chromium';
import { makeClip } from './clips';
import { serve, type RunningService } from './service';

/**
 * The service's page in a real Chromium. One service gives page and media, another one the decisions, so that the latter can
 * go away while the video plays on.
 */

const work = mkdtempSync(join(tmpdir(), 'neuralstream-web-player-'));
const services: RunningService[] = [];
let deciding: RunningService;
let browser: Browser;
let page: Page;
let network: CDPSession;
const faults: string[] = [];

/** Chromium's own preset, and none. */
const fast3g = { offline: false, latency: 562.5, downloadThroughput: 188_743, uploadThroughput: 86_400 };
const unthrottled = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };

async function started(...words: string[]): Promise<RunningService> {
  const service = await serve(...words);
  services.push(service);
  return service;
}

beforeAll(async () => {
  const clip = join(work, 'clip.mp4');
  makeClip(clip, { size: '640x360', seconds: 12, rate: 12 });
  const cli = resolve(import.meta.dirname, '../../out/main/cli.cjs');
  const ladder = '256x144@150,320x180@500,480x270@1000,640x360@3500';
  const media = join(work, 'media/clip');
  execFileSync(process.execPath, [cli, 'transcode', clip, '--ladder', ladder, '--out', media]);
  const reserved = await serve('--port', '0');
  reserved.process.kill('SIGINT');
  expect(await reserved.ended).toBe(0);
  const words = ['--port', '0', '--media', join(work, 'media'), '--decisions-at', reserved.address];
  const site = await started(...words);
  deciding = await started('--port', new URL(reserved.address).port, '--origin', site.address);
  browser = await startChromium();
  page = await browser.newPage();
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await page.goto(`${site.address}/index.html`);
});

afterAll(async () => {
  await browser?.close();
  for (const { process: child } of services) child.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
});

const seen = (testId: string, attribute: string): Promise<string | null> =>
  page.getByTestId(testId).getAttribute(attribute);
const decidedBy = (): Promise<string | null> => seen('decided-by', 'data-by');

/** Level of the chunk that came last. */
async function lastLevel(): Promise<number> {
  return Number(await page.getByTestId('chunks').locator('tbody tr').first().getAttribute('data-level'));
}

test('the agent at the service decides, and its probabilities are on the page', async () => {
  await expect.poll(decidedBy, { timeout: 20_000 }).toBe('agent');
  await expect.poll(lastLevel, { timeout: 20_000 }).toBe(3);
  const shares = await page
    .locator('[data-testid^="agent-bar-"]')
    .evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('data-share'))));
  expect(shares).toHaveLength(4);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
  expect(faults).toEqual([]);
});

test('under Fast 3G the level falls, and without it recovers', async () => {
  await network.send('Network.emulateNetworkConditions', fast3g);
  await expect.poll(lastLevel, { timeout: 60_000 }).toBeLessThan(3);
  await network.send('Network.emulateNetworkConditions', unthrottled);
  await expect.poll(lastLevel, { timeout: 30_000 }).toBe(3);
  expect(await decidedBy()).toBe('agent');
});

test('when the service goes away a local rule decides and the page says so; when it is back the agent does', async () => {
  const { port } = new URL(deciding.address);
  const origin = new URL(page.url()).origin;
  deciding.process.kill('SIGKILL');
  await deciding.ended;
  await expect.poll(decidedBy, { timeout: 20_000 }).toBe('local');
  expect(await page.getByTestId('away').innerText()).toContain('it cannot be reached');
  await expect
    .poll(() => page.getByTestId('chunks').innerText(), { timeout: 20_000 })
    .toContain('local rule:');
  const playedFrom = await position();
  deciding = await started('--port', port, '--origin', origin);
  await expect.poll(decidedBy, { timeout: 20_000 }).toBe('agent');
  expect(await position()).toBeGreaterThan(playedFrom);
  expect(await page.getByTestId('problem').count()).toBe(0);
});

test("another rule can be chosen: ours in the page, and dash.js' own", async () => {
  for (const rule of ['buffer-based', 'dashjs:throughput']) {
    await page.getByTestId('rule').selectOption(rule);
    await expect.poll(decidedBy).toBe('rule');
    await expect.poll(lastLevel, { timeout: 20_000 }).toBeGreaterThanOrEqual(0);
    await expect.poll(position, { timeout: 20_000 }).toBeGreaterThan(0.5);
  }
});

function position(): Promise<number> {
  return page
    .getByTestId('picture')
    .evaluate((video) => (video instanceof HTMLVideoElement ? video.currentTime : 0));
}
