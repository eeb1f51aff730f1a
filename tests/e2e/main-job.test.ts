import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {} from '../../src/renderer/bridge';
import { electronExecutable, startApp, type RunningApp } from './app';
import { makeClip } from './clips';

/** The main job as a user does it: a file named at launch, prepared, played by four players while the bandwidth drops. */

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'neuralstream-job-'));
const userData = mkdtempSync(join(tmpdir(), 'neuralstream-e2e-'));
const clip = join(folder, "It's a clip.mp4");
const longClip = join(folder, 'long.mp4');
let running: RunningApp;

const at = (id: string): Locator => running.page.getByTestId(id);

async function start(args: readonly string[]): Promise<void> {
  running = await startApp({ userData, keepUserData: true, args });
  await running.page.waitForSelector('[data-testid=window][data-ready=true]');
}

beforeAll(async () => {
  makeClip(clip, { seconds: 24 });
  makeClip(longClip, { size: '1280x720', rate: 30, seconds: 60, sound: false });
  await start([clip]);
});

afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(userData, { recursive: true, force: true });
});

/** A chart's points of one player or of the link: what Chart.js draws, read from its data table. */
async function points(chart: string, slot: number | 'link'): Promise<{ x: number; y: number }[]> {
  const rows = at(`chart-${chart}-table`).locator(`tr[data-slot="${slot}"]`);
  return rows.evaluateAll((found) =>
    found.map((row) => ({ x: Number(row.getAttribute('data-x')), y: Number(row.getAttribute('data-y')) })),
  );
}

const elapsed = async (): Promise<number> => Number(await at('compare-time').getAttribute('data-seconds'));

async function setKbps(kbps: number): Promise<void> {
  await at('bandwidth-field').fill(String(kbps / 1000));
  await at('bandwidth-field').press('Enter');
  await expect.poll(() => at('bandwidth-value').getAttribute('data-kbps')).toBe(String(kbps));
}

test('a video named on the command line is prepared and opens in Compare', async () => {
  await at('source-facts').waitFor({ timeout: 60_000 });
  await at('prepare-start').click();
  await at('entry-open').click({ timeout: 150_000 });
  expect(await at('compare-title').textContent()).toBe("It's a clip");
});

test('four players, ours and dash.js’ own, fall with the bandwidth, and the charts follow', async () => {
  await at('compare-add').click();
  const choices = ['if-then', 'rate-based', 'bola', 'dashjs:dynamic'];
  for (const [slot, id] of choices.entries()) await at(`pane-${slot}-algorithm`).selectOption(id);
  await setKbps(6000);
  await at('compare-play').click();
  await at('charts-data').click();
  const slots = choices.map((_, slot) => slot);
  const count = async (slot: number): Promise<number> => (await points('bitrate', slot)).length;
  for (const slot of slots) await expect.poll(() => count(slot), { timeout: 60_000 }).toBeGreaterThan(4);
  const before = await Promise.all(slots.map((slot) => points('bitrate', slot)));
  await setKbps(250);
  const dropped = await elapsed();
  for (const [slot, chosen] of before.entries()) {
    const top = Math.max(...chosen.map(({ y }) => y));
    expect(top).toBeGreaterThan(0.5);
    const newest = async (): Promise<number> => (await points('bitrate', slot)).at(-1)?.y ?? Infinity;
    await expect.poll(newest, { timeout: 60_000 }).toBeLessThan(top);
  }
  const link = await points('bandwidth', 'link');
  expect(link.some(({ y }) => y === 6)).toBe(true);
  expect(link.at(-1)?.y).toBe(0.25);
  for (const slot of slots) {
    const buffer = await points('buffer', slot);
    expect(buffer.at(-1)?.x ?? 0).toBeGreaterThan(dropped);
    expect((await points('qoe', slot)).length).toBeGreaterThan(1);
  }
});

test('videos and charts show a picture', async () => {
  await at('charts-data').click();
  const colours = await running.page.evaluate(() => {
    const different = (source: CanvasImageSource): number => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 32;
      const context = canvas.getContext('2d');
      context?.drawImage(source, 0, 0, 32, 32);
      const { data } = context?.getImageData(0, 0, 32, 32) ?? { data: [] };
      const seen = new Set<number>();
      for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
      return seen.size;
    };
    const all = [...document.querySelectorAll('video'), ...document.querySelectorAll('canvas')];
    return all.map(different);
  });
  expect(colours.length).toBe(8);
  for (const count of colours) expect(count).toBeGreaterThan(2);
});

test('a trace that comes with the application moves the link', async () => {
  await at('compare-restart').click();
  await running.page.waitForSelector('[data-testid=compare-play][data-state=playing]', { timeout: 60_000 });
  await at('trace-choose').click();
  await running.page
    .getByTestId(/^trace-built-in/)
    .first()
    .click();
  const shown = new Set<string | null>();
  const look = async (): Promise<number> =>
    shown.add(await at('bandwidth-value').getAttribute('data-kbps')).size;
  await expect.poll(look, { timeout: 30_000, interval: 300 }).toBeGreaterThan(3);
  await at('trace-stop').click();
  await at('compare-finish').click();
  await at('verdict').waitFor();
});

test('a start anew takes changed settings, also while players play', async () => {
  await at('compare-play').click();
  await running.page.waitForSelector('[data-testid=compare-play][data-state=playing]', { timeout: 60_000 });
  await at('nav-settings').click();
  await at('links-shared').click();
  await at('nav-compare').click();
  await at('compare-restart').click();
  const links = (): Promise<string | null> => at('compare-links').textContent();
  await expect.poll(links, { timeout: 60_000 }).toContain('one shared link · Jain’s index');
  expect(await at('pane-3-rules').textContent()).toBe('as shipped');
  // Finished before it has begun it would not have been, and there were nothing to start anew.
  await running.page.waitForSelector('[data-testid=compare-play][data-state=playing]', { timeout: 60_000 });
  await at('compare-finish').click();
});

test('a second launch hands its video to the open window; its job is cancelled and leaves nothing', async () => {
  const switches = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const second = spawn(electronExecutable(), [root, `--user-data-dir=${userData}`, ...switches, longClip], {
    stdio: 'ignore',
  });
  const code = new Promise((resolve) => second.on('exit', resolve));
  await at('source-facts').waitFor({ timeout: 60_000 });
  expect(await code).toBe(0);
  await at('prepare-start').click();
  await running.page.waitForSelector('[data-testid=job][data-state=running]', { timeout: 60_000 });
  await at('job-cancel').click();
  await expect
    .poll(() => running.page.locator('[data-testid=job][data-state=running]').count(), { timeout: 30_000 })
    .toBe(0);
  expect(await at('entry').count()).toBe(1);
  const left = readdirSync(join(userData, 'library')).filter((name) => !/^[0-9a-f]{32}$/.test(name));
  expect(left).toEqual([]);
});

test('a video that plays cannot be removed', async () => {
  await at('nav-compare').click();
  await at('compare-restart').click();
  await running.page.waitForSelector('[data-testid=compare-play][data-state=playing]', { timeout: 60_000 });
  const refused = await running.page.evaluate(async () => {
    const listed = await window.neuralstream.call('listLibrary', null);
    const id = listed.ok ? JSON.stringify(listed.value).match(/"id":"([0-9a-f]{32})"/)?.[1] : null;
    return window.neuralstream.call('removeEntry', { id });
  });
  expect(refused).toMatchObject({ ok: false, message: expect.stringContaining('is being played') });
});

test('after a restart the video and the session are there, and nothing was breached meanwhile', async () => {
  expect(running.faults).toEqual([]);
  await running.close();
  await start([]);
  await at('nav-library').click();
  expect(await at('entry').count()).toBe(1);
  await at('nav-sessions').click();
  await at('session-open').first().click();
  await at('session-view').waitFor();
  expect(running.faults).toEqual([]);
});
