import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type RunningApp } from './app';
import { makeClip } from './clips';

/** The application where native TensorFlow is not in use: agents are trained on WASM, and play, and the window says so. */

const folder = mkdtempSync(join(tmpdir(), 'neuralstream-wasm-'));
const userData = mkdtempSync(join(tmpdir(), 'neuralstream-e2e-'));
let running: RunningApp;
const at = (id: string): Locator => running.page.getByTestId(id);

beforeAll(async () => {
  const clip = join(folder, 'clip.mp4');
  makeClip(clip, { seconds: 12, size: '640x360' });
  const env = { NEURALSTREAM_BACKEND: 'wasm' };
  running = await startApp({ userData, keepUserData: true, args: [clip], env });
  await running.page.waitForSelector('[data-testid=window][data-ready=true]');
  await at('source-facts').waitFor({ timeout: 60_000 });
  await at('chunk-2').click();
  await at('prepare-start').click();
  await at('entry-open').waitFor({ timeout: 150_000 });
});

afterAll(async () => {
  await running.close();
  for (const each of [folder, userData]) rmSync(each, { recursive: true, force: true });
});

test('seconds of training on WASM, named as such in the window and in the run', async () => {
  await at('nav-train').click();
  expect(await at('training-problem').textContent()).toContain('TensorFlow.js WASM');
  await at('training-name').fill('On WASM');
  await at('training-minutes').fill(String(4 / 60));
  await at('training-start').click();
  await expect.poll(() => at('live-backend').textContent(), { timeout: 60_000 }).toBe('WASM');
  await expect.poll(() => at('live-run').getAttribute('data-state'), { timeout: 90_000 }).toBe('finished');
  expect(await at('run-row').textContent()).toContain('on WASM');
  const [run] = readdirSync(join(userData, 'training'));
  const read = (file: string): unknown =>
    JSON.parse(readFileSync(join(userData, 'training', run, file), 'utf8'));
  expect(read('run.json')).toMatchObject({ backend: 'wasm' });
  expect(read('model/policy.json')).toMatchObject({ training: { backend: 'wasm' } });
});

test('the agent plays with the values of its own network, says so, and shows no fault', async () => {
  await at('nav-library').click();
  await at('entry-open').click();
  await at('pane-0-algorithm').selectOption('ppo');
  await at('compare-play').click();
  await at('agent-bars').waitFor({ timeout: 60_000 });
  await expect.poll(() => at('agent-values-by').textContent()).toContain('policy.ts');
  expect(await at('agent-bars').getAttribute('data-native')).toBe('false');
  expect(await at('agent-value').textContent()).toMatch(/\d/);
  await at('compare-finish').click();
  expect(await at('toast-bad').count()).toBe(0);
  expect(running.faults).toEqual([]);
});
