/**
 * The Train page in the real Electron, over runs and videos that lie in the user's folder. What these tests hold on to:
 * | run-history, run-row (data-run, data-state), run-score, run-compare, run-folder, runs-full | the list of runs |
 * | training-form, training-entry | the form |
 */
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noAugmentation } from '../../src/core/training/augment';
import { defaultHyperparameters } from '../../src/core/training/hyperparameters';
import { runFiles, writeRun } from '../../src/node/training/run-folder';
import type { Presentation } from '../../src/shared/presentation';
import type { TrainingEvaluation, TrainingMetrics, TrainingRun } from '../../src/shared/training';
import { startApp, type RunningApp } from './app';

const userData = mkdtempSync(join(tmpdir(), 'neuralstream-e2e-'));
const root = resolve(import.meta.dirname, '../..');
const shots = join(root, 'out/screenshots');
let running: RunningApp;

const at = (id: string): Locator => running.page.getByTestId(id);
const row = (id: string): Locator => running.page.locator(`[data-run=${id}]`);

/** A run that lies in the history; its scores are a learning curve over a million decisions each. */
async function addRun(
  id: string,
  scores: readonly number[],
  change: Partial<TrainingRun> = {},
): Promise<void> {
  const folder = join(userData, 'training', id);
  const evaluations = scores.map((score, i): TrainingEvaluation => {
    const best = score > Math.max(-Infinity, ...scores.slice(0, i));
    return { decisions: (i + 1) * 1e6, score, qoe: score, rebuffer_seconds_per_chunk: 0, best };
  });
  mkdirSync(runFiles(folder).model, { recursive: true });
  await writeRun(folder, {
    ...{ version: 2, name: id, startedAt: '2026-11-24T10:00:00.000Z', endedAt: '2026-11-24T10:10:00.000Z' },
    ...{ state: 'finished', problem: null, backend: 'native', budgetDecisions: null, baselines: [] },
    ...{ decisions: scores.length * 1e6, resumedAtDecisions: [], beforeAfter: null },
    best: evaluations.filter(({ best }) => best).pop() ?? null,
    plan: {
      ...{
        name: id,
        videos: [{ path: null }],
        qoe: ['lin'],
        budget: { minutes: 10 },
        seed: 1,
        startFrom: null,
      },
      traces: { paths: [], families: ['3g', 'lte'], perFamily: 50 },
      validation: { paths: [], families: ['3g', 'lte'], perFamily: 50 },
      ...{ hidesSizesShare: 0.1, bufferCapsSeconds: [60], augmentation: noAugmentation },
      hyperparameters: defaultHyperparameters,
    },
    ...change,
  });
  const lines = evaluations.flatMap((evaluation) => [
    { type: 'iteration', metrics: metricsOf(evaluation) },
    { type: 'evaluation', evaluation },
  ]);
  for (const line of lines) appendFileSync(runFiles(folder).metrics, `${JSON.stringify(line)}\n`);
}

function metricsOf({ decisions, score }: TrainingEvaluation): TrainingMetrics {
  return {
    ...{ decisions, mean_reward: score - 0.2, session_qoe: null, policy_loss: -0.01, value_loss: 12.5 },
    ...{
      entropy: 1 / (1 + decisions / 1e7),
      approx_kl: 0.01,
      clip_fraction: 0.1,
      explained_variance: 0.9,
      distillation_agreement: null,
    },
    ...{ gradient_norm: 0.5, learning_rate: 3e-4, entropy_coef: 0.01, decisions_per_second: 4e4 },
  };
}

/** A prepared video that lies in the library; of its chunks the sizes alone. */
function addVideo(id: string, name: string, ladderKbps: readonly number[]): void {
  const folder = join(userData, 'library', id);
  const presentation: Presentation = {
    ...{ version: 1, name, createdAt: '2026-11-24T09:00:00.000Z', chunkSeconds: 2, durationSeconds: 4 },
    source: {
      ...{ path: `/videos/${name}.mp4`, container: 'mp4', durationSeconds: 4, width: 640, height: 360 },
      ...{ codec: 'h264', frameRate: 25, variableFrameRate: false, rotationDegrees: 0, sampleAspect: 1 },
      ...{ hdr: false, audio: null, sizeBytes: 1e6 },
    },
    levels: ladderKbps.map((kbps) => ({
      ...{ kbps, width: 640, height: 360, codecs: 'avc1.4d401e', chunkBytes: [kbps * 250, kbps * 250] },
    })),
    ...{ audio: null, manifest: 'manifest.mpd', poster: 'poster.jpg', bytes: 1e6 },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'presentation.json'), JSON.stringify(presentation));
  writeFileSync(join(folder, 'manifest.mpd'), '');
  copyFileSync(join(root, 'resources/icons/linux/128x128.png'), join(folder, 'poster.jpg'));
}

/** Rises from one score to another, quickly at first. */
const learnt = (from: number, to: number): number[] =>
  Array.from({ length: 40 }, (_, i) => to - (to - from) * Math.exp(-i / 6) + 0.02 * Math.sin(i * 2.4));

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  await addRun('norway', [-0.5, 0.25, 0.875, 0.75]);
  await addRun('six-levels', learnt(-1.2, 0.93));
  await addRun('wasm', learnt(0.2, 0.6), { backend: 'wasm' });
  await addRun('stopped', [0.4], { state: 'stopped' });
  await addRun('imported', []);
  addVideo('0'.repeat(32), 'Talk', [500]);
  addVideo('1'.repeat(32), 'Film', [500, 1000]);
  running = await startApp({ userData, keepUserData: true });
  await running.page.waitForSelector('[data-testid=window][data-ready=true]');
  await resize(1280);
  await at('nav-train').click();
});

afterAll(async () => {
  await running.close();
  rmSync(userData, { recursive: true, force: true });
});

async function shoot(name: string): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await running.page.emulateMedia({ colorScheme: theme });
    await running.page.waitForSelector(`html[data-theme=${theme}]`, { state: 'attached' });
    await running.page.screenshot({ path: join(shots, `${name}-${theme}.png`) });
  }
}

test('each run shows the curve of its scores and tells it in words; one that was never judged shows none', async () => {
  await at('run-history').scrollIntoViewIfNeeded();
  expect(await at('run-row').count()).toBe(5);
  const words = 'Validation QoE a chunk: first −0.500, best 0.875, last 0.750';
  expect(await row('norway').getByRole('img', { name: words }).count()).toBe(1);
  expect(await row('stopped').getByRole('img').count()).toBe(1);
  expect(await row('imported').getByTestId('run-score').textContent()).toBe('–');
  expect(await row('imported').getByRole('img').count()).toBe(0);
  await at('run-row').last().scrollIntoViewIfNeeded();
  await shoot('train-history');
});

async function resize(width: number): Promise<void> {
  await running.app.evaluate(
    ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0].setSize(to, 800),
    width,
  );
  await running.page.waitForFunction((to) => window.innerWidth <= to, width);
}

/** Titles and values of charts that their places do not hold. */
const cutTexts = (): Promise<(string | null)[]> =>
  at('training-charts')
    .locator('h3, figcaption')
    .evaluateAll((all) =>
      all
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map(({ textContent }) => textContent),
    );

test('four runs are compared; the fifth waits, and says why, until one is taken out', async () => {
  const boxOf = (id: string): Locator => row(id).getByTestId('run-compare');
  for (const id of ['norway', 'six-levels', 'wasm']) await boxOf(id).check();
  expect(await boxOf('imported').isEnabled()).toBe(true);
  await boxOf('stopped').check();
  await expect.poll(() => at('runs-full').textContent()).toBe('At most 4 runs can be compared.');
  expect(await boxOf('imported').isDisabled()).toBe(true);
  expect(await boxOf('imported').getAttribute('title')).toContain('At most 4 runs');
  expect(await at('chart-evaluation').textContent()).toContain('norway');
  await at('run-row').last().scrollIntoViewIfNeeded();
  await shoot('train-compared');
  expect(await cutTexts()).toEqual([]);
  await resize(960);
  await shoot('train-compared-960');
  expect(await cutTexts()).toEqual([]);
  await resize(1280);
  await boxOf('norway').uncheck();
  await expect.poll(() => at('runs-full').textContent()).toBe('');
  await boxOf('imported').check();
  await expect.poll(() => at('chart-evaluation').textContent()).toContain('imported');
  expect(await boxOf('norway').isDisabled()).toBe(true);
});

test('five boxes ticked at once: four runs are compared, and the fifth is unticked again', async () => {
  await at('curves-close').click();
  const boxes = at('run-compare');
  const tickedCount = (): Promise<number> => at('run-history').locator(':checked').count();
  await expect.poll(tickedCount).toBe(0);
  await boxes.evaluateAll((all) => all.forEach((box) => box instanceof HTMLElement && box.click()));
  await running.page.getByRole('alert').filter({ hasText: 'At most 4 runs can be compared.' }).waitFor();
  await expect.poll(tickedCount).toBe(4);
  await at('toasts').getByRole('button', { name: 'Dismiss' }).click();
});

test('a video with one level is shown, and says why it cannot be chosen', async () => {
  const entry = (name: string): Locator => at('training-entry').filter({ hasText: name });
  expect(await entry('Talk').textContent()).toBe('Talk (one level)');
  expect(await entry('Talk').isDisabled()).toBe(true);
  expect(await entry('Talk').getAttribute('title')).toBe('One level: nothing to choose from');
  await entry('Film').click();
  expect(await entry('Film').getAttribute('aria-pressed')).toBe('true');
  await at('training-form').scrollIntoViewIfNeeded();
  await shoot('train-one-level');
});

test('the folder button of a row shows the folder of that run', async () => {
  await running.app.evaluate(({ shell }) => {
    shell.showItemInFolder = (path) => void Reflect.set(globalThis, 'shownPath', path);
  });
  await row('wasm').getByTestId('run-folder').click();
  const shownPath = (): Promise<unknown> => running.app.evaluate(() => Reflect.get(globalThis, 'shownPath'));
  await expect.poll(shownPath).toBe(join(userData, 'training', 'wasm'));
});

test('no console error and no breach of the content policy happened', () => {
  expect(running.faults).toEqual([]);
});
