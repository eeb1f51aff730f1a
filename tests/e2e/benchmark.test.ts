import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {} from '../../src/renderer/bridge';
import { startApp, type RunningApp } from './app';
import { makeClip } from './clips';

/**
 * A benchmark's way through the window: chosen, estimated, run, cancelled, resumed, read, looked into, played live, exported.
 * | nav-bench, page-bench, benchmark-form (-name, -set, -algorithm-ID, -player, -ask, -start), benchmark-problem | the form |
 * | live-benchmark (data-done), benchmark-cancel, benchmark-row (data-state), -open, -resume, -rename, -remove | the history |
 * | benchmark-view, verdict, benchmark-result (data-id), benchmark-sort-ID, figure-ID, benchmark-export-KIND | a result |
 * | benchmark-trace (data-trace), benchmark-session, timeline-decision, timeline-slider, benchmark-live | a session |
 */
const folder = mkdtempSync(join(tmpdir(), 'neuralstream-benchmark-'));
const clip = join(folder, 'clip.mp4');
let running: RunningApp;

const at = (id: string): Locator => running.page.getByTestId(id);

beforeAll(async () => {
  makeClip(clip, { seconds: 12, size: '640x360', sound: false });
  running = await startApp({ args: [clip] });
  await running.page.waitForSelector('[data-testid=window][data-ready=true]');
  await at('source-facts').waitFor({ timeout: 60_000 });
  await at('chunk-2').click();
  await at('prepare-start').click();
  await at('entry-open').waitFor({ timeout: 150_000 });
  await at('nav-bench').click();
});

afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Presses the chips of a kind so that exactly these are chosen. */
async function chooseSets(names: readonly string[]): Promise<void> {
  for (const chip of await at('benchmark-set').all()) {
    const words = (await chip.textContent()) ?? '';
    const wanted = names.some((name) => words.startsWith(name));
    if (((await chip.getAttribute('aria-pressed')) === 'true') !== wanted) await chip.click();
  }
}

/** The next save dialog answers with this file. */
async function saveTo(name: string): Promise<string> {
  const filePath = join(folder, name);
  await running.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, filePath);
  return filePath;
}

async function exported(name: string, button: string): Promise<Buffer> {
  const file = await saveTo(name);
  await at(button).click();
  await expect.poll(() => existsSync(file), { timeout: 20_000 }).toBe(true);
  return readFileSync(file);
}

test('the form says in a sentence what is missing, and how long it would take', async () => {
  await chooseSets([]);
  expect(await at('benchmark-problem').textContent()).toContain('Choose at least one set of traces.');
  expect(await at('benchmark-start').isDisabled()).toBe(true);
  await chooseSets(['3G', 'LTE', 'DSL', 'Wi-Fi']);
  await at('benchmark-name').fill('Small “one” / 1');
  await at('benchmark-player').selectOption('pensieve');
  await at('benchmark-algorithm-optimal').click();
  const sizes = join(folder, 'movie.json');
  await running.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, sizes);
  writeFileSync(sizes, '{ "segment_duration_ms": 4000 }');
  await at('benchmark-sizes').click();
  await at('benchmark-start-problem').waitFor();
  expect(await at('benchmark-start-problem').textContent()).toContain('movie.json');
  const movie = { segment_duration_ms: 4000, bitrates_kbps: [500, 1000], segment_sizes_bits: [[2e6, 4e6]] };
  writeFileSync(sizes, JSON.stringify(movie));
  await at('benchmark-sizes').click();
  await at('benchmark-sized').click(); // and out again
  await at('benchmark-ask').click();
  await at('benchmark-estimate').waitFor({ timeout: 30_000 });
  expect(await at('benchmark-estimate').textContent()).toMatch(/About \d+ (s|min).* on this machine/s);
});

test('a cancelled benchmark keeps what it has played, refuses a second one meanwhile, and goes on', async () => {
  await at('benchmark-start').click();
  await expect
    .poll(async () => Number(await at('live-benchmark').getAttribute('data-done')), { timeout: 30_000 })
    .toBeGreaterThan(0);
  expect(await at('benchmark-start').isDisabled()).toBe(true);
  expect(await at('benchmark-problem').textContent()).toContain('One benchmark runs at a time.');
  const id = (await at('benchmark-row').getAttribute('data-id')) ?? '';
  const second = await running.page.evaluate(
    (again) => window.neuralstream.call('rerunBenchmark', { id: again }),
    id,
  );
  expect(second).toMatchObject({ ok: false });
  expect(JSON.stringify(second)).toContain('is running');
  await at('benchmark-cancel').click();
  await running.page.waitForSelector('[data-testid=benchmark-row][data-state=stopped]');
  await at('benchmark-open').click();
  expect(await at('benchmark-partial').textContent()).toMatch(/\d+ of 76 traces were played/);
  await at('benchmark-close').click();
  await at('benchmark-resume').click();
  await at('benchmark-view').waitFor({ timeout: 60_000 }); // a finished one opens by itself
  expect(await at('benchmark-partial').count()).toBe(0);
});

test('the result: the answer, a table that sorts, and every figure', async () => {
  expect(await at('verdict').last().textContent()).toMatch(/mean QoE \(lin\) of .* a chunk on 3G/);
  const first = (): Promise<string | null> => at('benchmark-result').first().getAttribute('data-id');
  expect(await at('benchmark-result').count()).toBe(5);
  expect(await first()).toBe('optimal');
  await at('benchmark-sort-qoe').click();
  expect(await first()).not.toBe('optimal');
  await at('benchmark-sort-qoe').click();
  for (const figure of ['ecdf', 'pareto', 'scatter', 'boxes', 'means-0', 'means-3'])
    await at(`figure-${figure}`).locator('svg[role=img]').waitFor();
  await at('ecdf-stall').click();
  await at('figure-ecdf').getByText('stall part of QoE (lin) a chunk').waitFor();
});

test('a point opens its session; the keyboard goes from chunk to chunk and from trace to trace', async () => {
  const point = at('figure-scatter').locator('[data-trace]').first();
  await point.scrollIntoViewIfNeeded();
  await point.dispatchEvent('click');
  await at('benchmark-session').waitFor();
  await at('figure-timeline').locator('[data-chunk="47"]').first().waitFor({ timeout: 20_000 });
  expect(await at('timeline-decision').count()).toBe(2);
  await at('timeline-slider').focus();
  for (let i = 0; i < 3; i++) await running.page.keyboard.press('ArrowRight');
  expect(await at('timeline-chunk').textContent()).toBe('3');
  expect(await at('timeline-decision').first().textContent()).toMatch(/bit\/s.*buffer/s);
  await at('timeline-algorithm-1').selectOption({ label: 'Optimal' });
  await at('benchmark-not-live').waitFor();
  expect(await at('benchmark-live').isDisabled()).toBe(true);
  await at('benchmark-back').click();
  await at('benchmark-traces-list').focus();
  await running.page.keyboard.press('ArrowDown');
  await running.page.keyboard.press('Enter');
  await at('figure-timeline').locator('[data-chunk="0"]').first().waitFor({ timeout: 20_000 });
});

test('every file of an export holds what it says', async () => {
  const svg = (await exported('timeline.svg', 'figure-timeline-svg')).toString();
  expect(svg).toMatch(/^<svg xmlns/);
  expect(svg).not.toContain('var(--');
  const png = await exported('timeline.png', 'figure-timeline-png');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(1800); // three pixels for each of the screen's
  await at('benchmark-back').click();
  const html = (await exported('report.html', 'benchmark-export-html')).toString();
  expect(html).toContain('<svg');
  expect(html).not.toMatch(/(src|href)="https?:/);
  const rows = (await exported('sessions.csv', 'benchmark-export-csv')).toString().trim().split('\r\n');
  expect(rows).toHaveLength(1 + 76 * 5);
  expect((await exported('report.json', 'benchmark-export-json')).toString()).toContain('"cells"');
  expect((await exported('again.manifest.json', 'benchmark-export-manifest')).toString()).toContain('sha256');
});

test('a trace plays live in Compare with both algorithms', async () => {
  await at('benchmark-trace').first().click();
  await at('figure-timeline').waitFor({ timeout: 20_000 });
  await at('benchmark-live').click();
  await running.page.waitForSelector('[data-testid=compare-play][data-state=playing]', { timeout: 60_000 });
  expect(await at('pane-0-algorithm').inputValue()).toBe('ppo:default');
  expect(await at('pane-1-algorithm').inputValue()).toBe('robust-mpc');
  await at('compare-finish').click();
  await at('nav-bench').click();
  await at('benchmark-session').waitFor(); // as it was left
});

test('the manifest that was exported runs again to the same answer', async () => {
  await at('benchmark-back').click();
  const answer = await at('verdict').last().textContent();
  await at('benchmark-close').click();
  await running.app.evaluate(
    ({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    },
    join(folder, 'again.manifest.json'),
  );
  await at('benchmark-manifest').click();
  await at('benchmark-view').waitFor({ timeout: 60_000 });
  expect(await at('verdict').last().textContent()).toBe(answer);
  await at('benchmark-close').click();
  await at('benchmark-remove').first().click();
  await expect.poll(() => at('benchmark-row').count()).toBe(1);
});

test('renamed, removed and put back; a folder that is gone says so in place', async () => {
  await at('benchmark-rename').click();
  await at('rename-field').fill('Mine');
  await at('rename-field').press('Enter');
  await at('benchmark-open').getByText('Mine').waitFor();
  await at('benchmark-remove').click();
  expect(await at('benchmark-row').count()).toBe(0);
  await at('toast-action').last().click();
  await at('benchmark-row').waitFor();
  for (const id of readdirSync(join(running.userData, 'benchmarks')))
    rmSync(join(running.userData, 'benchmarks', id), { recursive: true });
  await at('benchmark-open').click();
  await at('benchmarks-problem').waitFor();
  expect(await at('benchmarks-problem').textContent()).toContain('Mine');
  expect(await at('benchmark-row').count()).toBe(0);
  expect(running.faults).toEqual([]);
});
