/**
 * Every page in the real Electron, in both themes. What these tests hold on to (data-testid):
 * | window, nav-PAGE, page-PAGE, session-view | the shell: `window` has data-ready once stored things are read |
 * | library-open, library-sample, entry, entry-open, entry-remove, job, job-cancel, job-problem | Library |
 * | prepare-dialog, source-facts, ladder-default/-pensieve/-own, ladder-N-kbps, ladder-problem, prepare-start | opening |
 * | compare-play (data-state), -restart, -finish, -add, -save, -export, -time (data-seconds), verdict | Compare |
 * | bandwidth-slider, bandwidth-value (data-kbps), bandwidth-field, latency-field, preset-ID, trace-choose, trace-ID | link |
 * | pane-SLOT, -algorithm, -level (data-level), -buffer (data-seconds), -stall, -qoe, -sound, -remove | a player |
 * | charts-data, chart-ID-table (rows: data-slot, data-x, data-y; the points that Chart.js draws), charts-freeze | charts |
 * | result-ROW-SLOT, measure-lin/-log, decision-SLOT | numbers |
 * | session, session-open, session-rename, rename-field, session-remove, session-export | Sessions |
 * | theme-NAME, links-NAME, qoe-NAME, setting-NAME, settings-search, parts, missing-part | Settings |
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {} from '../../src/renderer/bridge';
import { startApp, type RunningApp } from './app';
import { dropFile } from './drop';

const root = resolve(import.meta.dirname, '../..');
const shots = join(root, 'out/screenshots');
const folder = mkdtempSync(join(tmpdir(), 'neuralstream-pages-'));
const userData = mkdtempSync(join(tmpdir(), 'neuralstream-e2e-'));
const video = join(folder, 'Ein “Film” – 🎬 1.mp4');
let running: RunningApp;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  const parts = v.parse(
    v.object({ ffmpeg: v.object({ executable: v.string() }) }),
    JSON.parse(readFileSync(join(root, 'node_modules/.neuralstream/parts.json'), 'utf8')),
  );
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=960x540:r=12:d=40', '-f', 'lavfi', '-i', 'sine=d=40'];
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'];
  execFileSync(parts.ffmpeg.executable, ['-v', 'error', ...picture, ...coding, video]);
  running = await start();
});

afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(userData, { recursive: true, force: true });
});

async function start(): Promise<RunningApp> {
  const started = await startApp({ userData, keepUserData: true });
  await started.page.waitForSelector('[data-testid=window][data-ready=true]');
  return started;
}

const at = (id: string) => running.page.getByTestId(id);

async function shoot(name: string): Promise<void> {
  for (const theme of ['dark', 'light']) {
    await running.page.emulateMedia({ colorScheme: theme === 'dark' ? 'dark' : 'light' });
    await running.page.waitForSelector(`html[data-theme=${theme}]`, { state: 'attached' });
    await running.page.screenshot({ path: join(shots, `${name}-${theme}.png`) });
  }
}

const drop = (path: string): Promise<void> => dropFile(running.page, path);

test('empty pages say one sentence and offer one button', async () => {
  for (const page of ['compare', 'library', 'sessions']) {
    await at(`nav-${page}`).click();
    const empty = at(`page-${page}`).getByTestId('empty');
    await empty.waitFor();
    expect(await empty.locator('p').count()).toBe(1);
    expect(await empty.getByRole('button').count()).toBe(1);
    await shoot(`${page}-empty`);
  }
});

test('a file that is no video says so in the dialog and leaves the window usable', async () => {
  await drop(join(root, 'eslint.config.js'));
  await at('prepare-problem').waitFor({ timeout: 30_000 });
  expect(await at('prepare-problem').textContent()).toContain('eslint.config.js');
  await shoot('prepare-problem');
  await running.page.keyboard.press('Escape');
  await at('prepare-dialog').waitFor({ state: 'detached' });
});

test('a dropped video asks how to prepare it; levels above it are left out, mistakes are named', async () => {
  await drop(video);
  await at('source-facts').waitFor({ timeout: 30_000 });
  expect(await at('source-facts').textContent()).toContain('960 × 540');
  expect(await at('ladder-levels').textContent()).toContain('left out');
  await shoot('prepare');
  await at('ladder-own').click();
  await at('ladder-1-kbps').fill('100');
  expect(await at('ladder-problem').textContent()).toContain('Level 2 needs more than the 500 kbit/s');
  expect(await at('prepare-start').isDisabled()).toBe(true);
  await at('ladder-1-kbps').fill('900');
  await at('prepare-start').click();
  await at('entry').waitFor({ timeout: 150_000 });
  await shoot('library');
});

test('a drag of the slider changes the number and the bandwidth that is sent', async () => {
  await at('entry-open').click();
  await at('compare-play').click();
  await running.page.waitForSelector('[data-testid=compare-play][data-state=playing]', { timeout: 60_000 });
  const box = await at('bandwidth-slider').boundingBox();
  if (!box) throw new Error('the slider has no place');
  const before = Number(await at('bandwidth-value').getAttribute('data-kbps'));
  const from = box.x + 12 + (box.width - 24) * (Math.log10(before / 50) / Math.log10(2000));
  await running.page.mouse.move(from, box.y + 14);
  await running.page.mouse.down();
  await running.page.mouse.move(box.x + box.width / 2, box.y + 14, { steps: 10 });
  await running.page.mouse.up();
  const kbps = Number(await at('bandwidth-value').getAttribute('data-kbps'));
  expect(kbps).toBeGreaterThan(2000); // the middle of 50 kbps to 100 Mbps is 2236 kbps
  expect(kbps).toBeLessThan(2500);
  await expect.poll(sentKbps, { timeout: 10_000 }).toBe(kbps);
  await running.page.keyboard.press('ArrowLeft');
  expect(Number(await at('bandwidth-value').getAttribute('data-kbps'))).toBeLessThan(kbps);
});

function sentKbps(): Promise<number> {
  return running.page.evaluate(
    () =>
      new Promise<number>((done) => {
        const stop = window.neuralstream.on('link-stats', ({ kbps }) => {
          stop();
          done(kbps);
        });
      }),
  );
}

test('charts follow, and their data tables hold what they draw', async () => {
  await running.page.waitForTimeout(3000);
  await shoot('compare');
  await at('charts-data').click();
  const links = at('chart-bandwidth-table').locator('tr[data-slot=link]');
  expect(Number(await links.first().getAttribute('data-y'))).toBe(4);
  expect(Number(await links.last().getAttribute('data-y'))).toBeLessThan(2.5);
  for (const slot of [0, 1, 2])
    expect(await at('chart-buffer-table').locator(`tr[data-slot="${slot}"]`).count()).toBeGreaterThan(2);
  await at('charts-data').click();
});

test('nothing needs a scroll at 1280 x 800 with three players', async () => {
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setSize(1280, 800));
  await running.page.waitForTimeout(500);
  const over = await at('page-compare')
    .locator('.body')
    .evaluate((body) => [body.scrollHeight - body.clientHeight, body.scrollWidth - body.clientWidth]);
  expect(over).toEqual([0, 0]);
  await shoot('compare-1280');
});

test('a finished comparison tells the winner, is saved, and is read, renamed and removed again', async () => {
  await at('compare-finish').click();
  await at('verdict').waitFor();
  await shoot('compare-ended');
  await at('nav-sessions').click();
  await at('session-rename').click();
  await at('rename-field').fill('Mine');
  await at('rename-field').press('Enter');
  await at('session-open').getByText('Mine').waitFor();
  await shoot('sessions');
  await at('session-open').click();
  await at('session-view').waitFor();
  expect(await at('verdict').last().textContent()).toMatch(/QoE/);
  await shoot('session');
  await at('session-view-remove').click();
  await at('toast-action').last().click();
  await at('session').waitFor();
});

test('settings are found by a word, take effect and are there after a restart', async () => {
  await at('nav-settings').click();
  await shoot('settings');
  await at('settings-search').fill('buffer');
  expect(await at('theme-light').count()).toBe(0);
  await at('setting-bufferCapSeconds').fill('30');
  await at('setting-bufferCapSeconds').press('Enter');
  await at('settings-search').fill('');
  await at('theme-light').click();
  await running.page.waitForSelector('html[data-theme=light]', { state: 'attached' });
  expect(running.faults).toEqual([]);
  await running.close();
  running = await start();
  await at('nav-settings').click();
  expect(await at('setting-bufferCapSeconds').inputValue()).toBe('30');
  expect(await at('theme-light').getAttribute('aria-pressed')).toBe('true');
});

test('no console error and no breach of the content policy happened', () => {
  expect(running.faults).toEqual([]);
});
