import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { savedSessionSchema } from '../../src/shared/stored';
import { startApp, type RunningApp } from './app';
import { makeClip } from './clips';

/** What leaves the application and what comes in: exports, files by menu and by the system, links and navigation. */

const folder = mkdtempSync(join(tmpdir(), 'neuralstream-keeping-'));
const userData = join(folder, 'user');
const exports = join(folder, 'exports');
const clip = join(folder, 'A clip.mp4');
const broken = join(userData, 'library', '0123456789abcdef0123456789abcdef');
let running: RunningApp;

const at = (id: string): Locator => running.page.getByTestId(id);

beforeAll(async () => {
  mkdirSync(exports);
  mkdirSync(broken, { recursive: true }); // an entry of which nothing is left
  makeClip(clip, { seconds: 12 });
  running = await startApp({ userData, keepUserData: true, args: [clip] });
  await at('source-facts').waitFor({ timeout: 60_000 });
  await at('prepare-start').click();
  await at('entry-open').click({ timeout: 150_000 });
});

afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The next dialog to open gives this path. */
async function answerDialogs(path: string): Promise<void> {
  await running.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** Exports the comparison and gives what is new in the folder. */
async function exported(): Promise<string[]> {
  const before = new Set(readdirSync(exports));
  await at('compare-export').click();
  const whole = (): string[] =>
    readdirSync(exports).filter((name) => !before.has(name) && !name.endsWith('.half'));
  await expect.poll(() => whole().length, { timeout: 20_000 }).toBe(6);
  return whole().sort();
}

const read = (name: string): Buffer => readFileSync(join(exports, name));

test('an entry that cannot be used is shown with its reason, and goes when it is removed', async () => {
  await at('nav-library').click();
  expect(await at('damaged-entry').textContent()).toContain('presentation.json: ');
  await at('damaged-remove').click();
  await expect.poll(() => at('damaged-entry').count()).toBe(0);
  // It goes when the time for Undo is over.
  await expect.poll(() => existsSync(broken), { timeout: 15_000 }).toBe(false);
  await at('entry-open').click();
});

test('a finished comparison is exported as JSON, CSV and pictures; a second export leaves the first', async () => {
  await at('pane-2-remove').click();
  await at('compare-play').click();
  await at('charts-data').click();
  const chunks = at('chart-bitrate-table').locator('tr[data-slot="1"]');
  await expect.poll(() => chunks.count(), { timeout: 60_000 }).toBeGreaterThan(3);
  await at('compare-finish').click();
  await at('verdict').waitFor();
  await at('charts-data').click();
  await answerDialogs(exports);
  const first = await exported();
  const ending = /^A clip \d{4}-\d\d-\d\d \d\d-\d\d(\.neuralstream-session| \w+\.(csv|png))$/;
  for (const name of first) expect(name).toMatch(ending);
  const [json, csv] = ['.neuralstream-session', '.csv'].map(
    (end) => first.find((name) => name.endsWith(end)) ?? '',
  );
  const session = v.parse(savedSessionSchema, JSON.parse(read(json).toString()));
  const rows = session.players.reduce((sum, player) => sum + player.chunks.length, 0);
  expect(session.players.length).toBe(2);
  expect(read(csv).toString().trimEnd().split('\r\n').length).toBe(1 + rows);
  const pictures = first.filter((name) => name.endsWith('.png')).map(read);
  expect(pictures.length).toBe(4);
  for (const picture of pictures) {
    expect(picture.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect(picture.length).toBeGreaterThan(2000);
  }
  const contents = first.map(read);
  const second = await exported();
  expect(second.every((name) => name.includes(' (2).'))).toBe(true);
  expect(first.map(read)).toEqual(contents);
});

test('a video comes in by the menu and by the system', async () => {
  await answerDialogs(clip);
  await running.app.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&File');
    file?.submenu?.items.find(({ label }) => label.startsWith('Open Video'))?.click();
  });
  await at('source-facts').waitFor({ timeout: 30_000 });
  await running.page.keyboard.press('Escape');
  await at('prepare-dialog').waitFor({ state: 'detached' });
  await running.app.evaluate(
    ({ app }, path) => app.emit('open-file', { preventDefault: () => {} }, path),
    clip,
  );
  await at('source-facts').waitFor({ timeout: 30_000 });
  await running.page.keyboard.press('Escape');
});

test('a page can neither open a window nor leave the application', async () => {
  const { app, page } = running;
  const url = page.url();
  await app.evaluate(({ shell }) => {
    shell.openExternal = () => Promise.resolve();
  });
  for (const target of ['https://example.invalid/', 'about:blank', 'file:///etc/hosts'])
    expect(await page.evaluate((to) => window.open(to) === null, target)).toBe(true);
  for (const target of ['https://example.invalid/', 'file:///etc/hosts', 'http://127.0.0.1:9/']) {
    await page.evaluate((to) => window.location.assign(to), target);
    await page.waitForTimeout(300);
    expect(page.url()).toBe(url);
  }
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  const ready = '[data-testid=window][data-ready=true]';
  expect(await page.evaluate((selector) => document.querySelector(selector) !== null, ready)).toBe(true);
});
