import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type RunningApp } from './app';
import { makeClip } from './clips';

/** An agent's way through the window: trained for 20 s, loaded into a player, seen to react; its history. */

const folder = mkdtempSync(join(tmpdir(), 'neuralstream-agent-'));
const userData = mkdtempSync(join(tmpdir(), 'neuralstream-e2e-'));
const clip = join(folder, 'clip.mp4');
let running: RunningApp;

const at = (id: string): Locator => running.page.getByTestId(id);
const number = async (id: string, attribute: string): Promise<number> =>
  Number(await at(id).getAttribute(attribute));

async function start(args: readonly string[]): Promise<void> {
  running = await startApp({ userData, keepUserData: true, args });
  await running.page.waitForSelector('[data-testid=window][data-ready=true]');
}

beforeAll(async () => {
  makeClip(clip, { seconds: 20 });
  // However slow the machine, there is a next chunk to decide on when the link drops.
  writeFileSync(join(userData, 'settings.json'), JSON.stringify({ loop: true, bufferCapSeconds: 8 }));
  await start([clip]);
  await at('source-facts').waitFor({ timeout: 60_000 });
  await at('chunk-2').click();
  await at('prepare-start').click();
  await at('entry-open').waitFor({ timeout: 150_000 });
});

afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(userData, { recursive: true, force: true });
});

async function setKbps(kbps: number): Promise<void> {
  await at('bandwidth-field').fill(String(kbps / 1000));
  await at('bandwidth-field').press('Enter');
  await expect.poll(() => number('bandwidth-value', 'data-kbps')).toBe(kbps);
}

const state = (): Promise<string | null> => at('live-run').getAttribute('data-state');
const reward = async (): Promise<number> =>
  Number((await at('live-reward').textContent())?.replace('−', '-'));

/** From now on the application notes what it tells the taskbar. */
async function noteProgress(): Promise<void> {
  await running.app.evaluate(({ BrowserWindow }) => {
    const shares: number[] = [];
    Reflect.set(globalThis, 'notedShares', shares);
    BrowserWindow.getAllWindows()[0].setProgressBar = (share) => void shares.push(share);
  });
}

const notedShares = (): Promise<number[]> =>
  running.app.evaluate(() => Reflect.get(globalThis, 'notedShares') as number[]);

/** The next dialog to open gives this path. */
async function answerDialogs(path: string): Promise<void> {
  await running.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

test('20 s of training raise the reward, also while another page is open; the taskbar follows', async () => {
  await noteProgress();
  await at('nav-train').click();
  await at('training-name').fill('Twenty seconds');
  await at('training-entry').click();
  await at('training-minutes').fill(String(20 / 60));
  await at('training-start').click();
  await at('live-reward').waitFor({ timeout: 60_000 });
  const first = await reward();
  await at('nav-library').click();
  await at('nav-train').click();
  await expect.poll(state, { timeout: 120_000 }).toBe('finished');
  expect(await reward()).toBeGreaterThan(first + 0.2);
  const [before, after] = await Promise.all(
    ['before-reward', 'after-reward'].map(async (id) =>
      Number((await at(id).textContent())?.replace('−', '-')),
    ),
  );
  expect(after).toBeGreaterThan(before);
  expect(await at('run-row').count()).toBe(1);
  expect(await at('run-score').textContent()).toMatch(/\d/);
  await expect.poll(async () => (await notedShares()).pop()).toBe(-1);
  const shares = await notedShares();
  const shown = shares.filter((share) => share >= 0);
  expect(shown.length).toBeGreaterThan(3);
  expect(shown).toEqual([...shown].sort((a, b) => a - b));
});

test('the trained agent plays, explains itself, agrees with native inference and reacts to a drop', async () => {
  await at('run-default').click();
  await at('nav-library').click();
  await at('entry-open').click();
  const trained = await at('pane-0-algorithm')
    .locator('option', { hasText: 'Twenty seconds' })
    .getAttribute('value');
  await at('pane-0-algorithm').selectOption(trained);
  await at('pane-1-algorithm').selectOption('buffer-based');
  await setKbps(8000);
  await at('compare-play').click();
  await at('agent-bars').waitFor({ timeout: 60_000 });
  await expect.poll(() => number('agent-chunk', 'data-chunk'), { timeout: 60_000 }).toBeGreaterThan(2);
  await expect
    .poll(() => at('agent-bars').getAttribute('data-native'), { timeout: 30_000 }) // a process that loads TensorFlow
    .toBe('true');
  const level = (): Promise<number> => number('pane-0-level', 'data-level');
  await expect.poll(level, { timeout: 60_000 }).toBeGreaterThan(0);
  await setKbps(150);
  const newest = async (): Promise<string | null> => at('agent-words').textContent();
  const words = await newest();
  await expect.poll(newest, { timeout: 60_000 }).not.toBe(words);
  await expect.poll(level, { timeout: 60_000 }).toBe(0);
  await at('compare-finish').click();
  expect(running.faults).toEqual([]);
});

test('a run is renamed, compared, removed and brought back; a second one is paused and stopped', async () => {
  await at('nav-train').click();
  await at('run-rename').click();
  await at('rename-field').fill('First');
  await at('rename-field').press('Enter');
  await expect.poll(() => at('run-open').textContent()).toBe('First');
  await at('training-name').fill('Second');
  await at('training-start').click();
  await at('live-reward').waitFor({ timeout: 60_000 });
  await at('training-pause').click();
  await expect.poll(state).toBe('paused');
  await at('training-pause').click();
  await expect.poll(state).toBe('running');
  await at('training-stop').click();
  await expect.poll(state, { timeout: 60_000 }).toBe('stopped');
  await expect.poll(() => at('run-row').count()).toBe(2);
  for (const row of [0, 1]) await at('run-compare').nth(row).click();
  await expect.poll(() => at('chart-evaluation').textContent()).toContain('First');
  expect(await at('chart-evaluation').textContent()).toContain('Second');
  await at('run-remove').first().click();
  await expect.poll(() => at('run-row').count()).toBe(1);
  await running.page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => at('run-row').count()).toBe(2);
});

test('agents leave by a button of their row, for the form that was chosen, and so does the one as shipped', async () => {
  const answer = (path: string): Promise<void> =>
    running.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
  const module = join(folder, 'row.mjs');
  await answer(module);
  await at('run-export').last().click();
  await at('export-dialog').waitFor();
  await at('export-dashjs').check();
  await at('export-run').click();
  await at('export-dialog').waitFor({ state: 'detached' });
  const head = readFileSync(module, 'utf8').slice(0, 200);
  expect(head).toMatch(/The NeuralStream agent ".+" for dash\.js 5; its quality of experience is lin\./);
  expect(existsSync(join(folder, 'row.d.mts'))).toBe(true);
  const model = join(folder, 'shipped.onnx');
  await answer(model);
  await at('training-export').click();
  await at('export-agent').selectOption('default');
  await at('export-onnx').check();
  await at('export-run').click();
  await at('export-dialog').waitFor({ state: 'detached' });
  expect(readFileSync(model).includes('NeuralStream default')).toBe(true);
  await answer(join(clip, 'agent.onnx'));
  await at('training-export').click();
  await at('export-run').click();
  expect(await at('export-problem').textContent()).toMatch(/cannot be written/);
  await running.page.keyboard.press('Escape');
  await at('export-dialog').waitFor({ state: 'detached' });
});

test('after a restart the history and the default agent are there', async () => {
  expect(running.faults).toEqual([]);
  await running.close();
  await start([]);
  await at('nav-train').click();
  expect(await at('run-row').count()).toBe(2);
  const pressed = await at('run-default').evaluateAll((all) =>
    all.map((each) => each.getAttribute('aria-pressed')),
  );
  expect(pressed).toEqual(['false', 'true']);
});

test('a model goes out to a folder and comes in again; a folder that holds none is refused in a sentence', async () => {
  const exports = join(folder, 'exports');
  mkdirSync(exports);
  await answerDialogs(exports);
  await at('run-export').nth(1).click();
  await at('export-folder').check();
  await at('export-run').click();
  const exported = join(exports, 'First');
  await expect.poll(() => running.page.getByText(exported).count()).toBeGreaterThan(0);
  expect(JSON.parse(readFileSync(join(exported, 'policy.json'), 'utf8'))).toMatchObject({
    schema: 'neuralstream-policy',
  });
  await answerDialogs(exported);
  await at('training-import').click();
  await expect.poll(() => at('run-row').count()).toBe(3);
  await answerDialogs(exports);
  await at('training-import').click();
  await expect.poll(() => running.page.getByText('lacks policy.json').count()).toBeGreaterThan(0);
  expect(await at('run-row').count()).toBe(3);
});
