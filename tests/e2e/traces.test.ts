/**
 * The page of traces in the real Electron. What these tests hold on to (data-testid):
 * | trace-import-files/-folder, trace-synthesize, trace-sets, trace-set (data-set, data-count), drop-target | the page |
 * | trace-job (data-state), -facts, -cancel; trace-told (data-state), trace-told-away, trace-skipped | work |
 * | trace-set-header, trace-search, -marked, -derive, -export, trace-set-add/-rename/-remove | the open set |
 * | trace-rows, trace-row (data-id), trace-sort-KEY, trace-mark-all, trace-panel (data-id), trace-play | its traces |
 * | derive-dialog, derive-KIND, -name, -start, -count; synthesize-dialog, -family-ID, -seed, -preview, -start | new sets |
 */
import { linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { traceFamilies } from '../../src/core/trace/synthesize/synthesize';
import { startApp, type RunningApp } from './app';
import { makeClip } from './clips';
import { dropFile } from './drop';

const folder = mkdtempSync(join(tmpdir(), 'neuralstream-traces-'));
const logs = join(folder, 'Field logs');
const shots = resolve(import.meta.dirname, '../../out/screenshots');
/** More rows than a page shows, fewer than a set has. */
const mostRows = 60;
let running: RunningApp;

const at = (id: string): Locator => running.page.getByTestId(id);
const setNamed = (name: string): Locator => at('trace-set').filter({ hasText: name });

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  mkdirSync(join(logs, 'bus'), { recursive: true });
  for (let i = 0; i < 300; i++) {
    const rows = Array.from(
      { length: 31 },
      (_, second) => `${second}.0\t${((i + second * 7) % 40) / 4 + 0.5}`,
    );
    writeFileSync(join(logs, i % 2 ? 'bus' : '', `log-${i}`), rows.join('\n'));
  }
  writeFileSync(join(logs, 'bus', 'broken'), '0.0\t1.0\n1.0\tfast\n');
  makeClip(join(folder, 'clip.mp4'), { seconds: 12, sound: false });
  running = await startApp();
  await running.page.waitForSelector('[data-testid=window][data-ready=true]');
});

afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

async function answerDialogs(path: string): Promise<void> {
  await running.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

async function shoot(name: string): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await running.page.emulateMedia({ colorScheme: theme });
    await running.page.waitForSelector(`html[data-theme=${theme}]`, { state: 'attached' });
    await running.page.screenshot({ path: join(shots, `${name}-${theme}.png`) });
  }
}

test('without traces of one’s own there is one sentence and one button', async () => {
  await running.app.evaluate(({ Menu }) => {
    const go = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&Go');
    go?.submenu?.items.find(({ label }) => label === 'Traces')?.click();
  });
  const empty = at('page-traces').getByTestId('empty');
  await empty.waitFor();
  expect(await empty.locator('p').count()).toBe(1);
  expect(await empty.getByRole('button').count()).toBe(1);
  expect(await at('trace-set').count()).toBe(traceFamilies.length); // those that ship
  await shoot('traces-empty');
});

test('a folder becomes a set; the one bad file among 301 is skipped and told with its sentence', async () => {
  await answerDialogs(logs);
  await at('trace-import-folder').click();
  await setNamed('Field logs').waitFor({ timeout: 30_000 });
  expect(await setNamed('Field logs').getAttribute('data-count')).toBe('300');
  const told = await at('trace-told').textContent();
  expect(told).toContain('1 file skipped, 300 traces taken');
  expect(told).toContain('Field logs/bus/broken');
  expect(told).toContain('broken:2: expected Mbit/s >= 0, got "fast"');
  await at('chart-trace').waitFor();
  await shoot('traces');
  await at('trace-told-away').click();
  await at('trace-told').waitFor({ state: 'detached' });
});

test('traces are sorted, searched, walked with the keyboard, and shown large', async () => {
  await at('trace-sort-name').click();
  await at('trace-sort-name').click();
  expect(await at('trace-row').first().textContent()).toContain('log-0');
  expect(await at('trace-row').count()).toBeLessThan(mostRows);
  await at('trace-rows').focus();
  await running.page.keyboard.press('End');
  const last = at('trace-row').filter({ hasText: 'log-299' });
  await last.waitFor();
  await expect.poll(() => at('trace-panel').textContent()).toContain('log-299');
  expect(await at('trace-panel').getAttribute('data-id')).toBe(await last.getAttribute('data-id'));
  await at('trace-search').fill('log-12');
  await expect.poll(() => at('trace-row').count()).toBe(11); // 12 and 120 to 129
  await running.page.getByTestId('trace-rows').focus();
  await running.page.keyboard.press('Control+a');
  expect(await at('trace-marked').textContent()).toContain('11 marked');
  await at('trace-search').fill('');
});

test('marked traces become a set, which is renamed, exported, and removed with a way back', async () => {
  await at('trace-derive').click();
  expect(await at('derive-count').textContent()).toContain('The marked 11 traces');
  await at('derive-pieces').click();
  await at('derive-name').fill('Tens');
  await running.page.getByTestId('derive-piece').fill('10');
  await at('chart-derived').waitFor();
  await shoot('traces-derive');
  await at('derive-start').click();
  await setNamed('Tens').waitFor({ timeout: 20_000 });
  expect(await setNamed('Tens').getAttribute('data-count')).toBe('33'); // 30 s each
  await at('trace-set-rename').click();
  await at('rename-field').fill('Eleven in pieces');
  await at('rename-field').press('Enter');
  await setNamed('Eleven in pieces').waitFor();
  const target = join(folder, 'exported');
  mkdirSync(target);
  await answerDialogs(target);
  await at('trace-export').selectOption('sabre');
  const written = (): number => readdirSync(join(target, 'Eleven in pieces')).length;
  await expect.poll(() => readdirSync(target).length && written(), { timeout: 20_000 }).toBe(33);
  await at('trace-set-remove').click();
  await setNamed('Eleven in pieces').waitFor({ state: 'detached' });
  await at('toast-action').last().click();
  await setNamed('Eleven in pieces').waitFor();
});

test('a file that is dropped on the page becomes a set named after it', async () => {
  await dropFile(running.page, join(logs, 'log-8'));
  await setNamed('log-8').waitFor({ timeout: 20_000 });
  expect(await setNamed('log-8').getAttribute('data-count')).toBe('1');
  expect(await at('prepare-dialog').count()).toBe(0);
});

test('a split by a seed makes three sets and keeps pieces of one trace together', async () => {
  await setNamed('Eleven in pieces').click();
  await at('trace-derive').click();
  await at('derive-split').click();
  await at('derive-name').fill('Parts');
  await at('derive-start').click();
  await setNamed('Parts validation').waitFor({ timeout: 20_000 });
  const counts = await Promise.all(
    ['train', 'validation', 'test'].map(async (part) =>
      Number(await setNamed(`Parts ${part}`).getAttribute('data-count')),
    ),
  );
  expect(counts.reduce((sum, count) => sum + count)).toBe(33);
  for (const count of counts) expect(count % 3).toBe(0); // three pieces each
});

test('made-up traces are seen while the sliders move; 10,000 of them stay a few rows', async () => {
  await at('trace-synthesize').click();
  const shapes = at('synthesize-preview').locator('path.line');
  const before = await shapes.first().getAttribute('d');
  await at('synthesize-slide-seed').focus();
  await running.page.keyboard.press('ArrowRight');
  await expect.poll(() => shapes.first().getAttribute('d')).not.toBe(before);
  expect(await at('synthesize-seed').inputValue()).toBe('2');
  await at('synthesize-family-3g').click();
  await expect.poll(() => shapes.count()).toBe(6);
  await shoot('traces-synthesize');
  await at('synthesize-family-lte').click();
  await at('synthesize-count').fill('10000');
  await at('synthesize-seconds').fill('10');
  await at('synthesize-name').fill('Many');
  await at('synthesize-start').click();
  await setNamed('Many').waitFor({ timeout: 60_000 });
  await expect
    .poll(() => at('trace-set-header').textContent(), { timeout: 20_000 })
    .toContain('10000 traces');
  await at('trace-rows').evaluate((list) => list.scrollTo(0, 180_000));
  await at('trace-row')
    .filter({ hasText: /^\s*3g-5000\s/ })
    .waitFor();
  expect(await at('trace-row').count()).toBeLessThan(mostRows);
  expect(await at('page-traces').locator('*').count()).toBeLessThan(1500);
  await at('trace-rows').focus();
  await running.page.keyboard.press('End');
  await at('trace-row').filter({ hasText: '3g-10000' }).waitFor();
});

test('an import is cancelled: nothing is left of it, and the next one goes on', async () => {
  const slow = join(folder, 'slow');
  mkdirSync(slow);
  const rows = Array.from({ length: 40_000 }, (_, i) => `${i}.5\t1.25`).join('\n');
  writeFileSync(join(folder, 'long'), rows);
  for (let i = 0; i < 400; i++) linkSync(join(folder, 'long'), join(slow, `copy-${i}`));
  await answerDialogs(slow);
  await at('trace-import-folder').click();
  await expect.poll(() => at('trace-job-facts').textContent(), { timeout: 20_000 }).toContain('of 400 files');
  await at('trace-job-cancel').click();
  await at('trace-job').waitFor({ state: 'detached', timeout: 10_000 });
  expect(await setNamed('slow').count()).toBe(0);
  expect(await at('trace-told').count()).toBe(0);
  const sets = await running.page.evaluate(() => window.neuralstream.call('listTraceSets', null));
  expect(readdirSync(join(running.userData, 'traces/sets'))).toHaveLength(
    sets.ok && Array.isArray(sets.value) ? sets.value.length - traceFamilies.length : -1,
  );
});

test('a folder that is gone is told, and nothing else changes', async () => {
  await answerDialogs(join(folder, 'gone'));
  await at('trace-import-files').click();
  await expect
    .poll(() => at('trace-told').textContent(), { timeout: 10_000 })
    .toContain('gone cannot be read: it is not there');
  await at('trace-told-away').click();
});

test('a trace of a set moves the link of a comparison', async () => {
  await answerDialogs(join(folder, 'clip.mp4'));
  await at('nav-library').click();
  await at('library-open').click();
  await at('prepare-start').click({ timeout: 30_000 });
  await at('entry-open').click({ timeout: 120_000 });
  await at('compare-play').click();
  await running.page.waitForSelector('[data-testid=compare-play][data-state=playing]', { timeout: 60_000 });
  await at('nav-traces').click();
  await setNamed('Field logs').click();
  await at('trace-row').filter({ hasText: 'log-7' }).first().click();
  await at('trace-play').click();
  await at('trace-stop').waitFor({ timeout: 10_000 });
  const shown = new Set<string | null>();
  const look = async (): Promise<number> =>
    shown.add(await at('bandwidth-value').getAttribute('data-kbps')).size;
  await expect.poll(look, { timeout: 30_000, interval: 300 }).toBeGreaterThan(2);
  expect(running.faults).toEqual([]);
});
