import * as tf from '@tensorflow/tfjs-node';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { noAugmentation } from '../../../src/core/training/augment';
import { candidateFeatures, contextFeatures } from '../../../src/core/agent/features';
import { defaultHyperparameters } from '../../../src/core/training/hyperparameters';
import { initialWeights } from '../../../src/core/training/initial-weights';
import { Layout } from '../../../src/core/agent/layout';
import { readModel, writeModel } from '../../../src/node/models';
import { changeRun, readRunLines, runFiles, writeRun } from '../../../src/node/training/run-folder';
import { runAlone } from '../../../src/node/run-folders';
import { RunStore } from '../../../src/node/training/run-store';
import type { TrainingRun } from '../../../src/shared/training';

const work = mkdtempSync(join(tmpdir(), 'runs-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const none = { paths: [], families: [], perFamily: 0 };
const run: TrainingRun = {
  ...{ version: 2, name: 'One', startedAt: '2026-11-24T10:00:00.000Z', endedAt: null, state: 'running' },
  ...{
    backend: 'native',
    problem: null,
    budgetDecisions: 100,
    decisions: 50,
    resumedAtDecisions: [],
    baselines: [],
    best: null,
    beforeAfter: null,
  },
  plan: {
    ...{ name: 'One', videos: [{ path: null }], qoe: ['lin'], traces: none, validation: none },
    ...{ budget: { decisions: 100 }, seed: 1, startFrom: null, hidesSizesShare: 0, bufferCapsSeconds: [60] },
    ...{ augmentation: noAugmentation, hyperparameters: defaultHyperparameters },
  },
};
const weights = initialWeights(new Layout(defaultHyperparameters), 1);

async function addModel(folder: string): Promise<void> {
  const { policyUnits, valueUnits } = defaultHyperparameters;
  await writeModel(
    tf,
    folder,
    {
      ...{ schema: 'neuralstream-policy', version: 2, name: 'Imported / model', policyUnits, valueUnits },
      ...{ contextFeatures: [...contextFeatures], candidateFeatures: [...candidateFeatures] },
      training: {
        ...{
          createdAt: '2026-11-20T00:00:00.000Z',
          application: '0.1.0',
          commit: null,
          backend: 'wasm',
          seed: 3,
        },
        ...{
          budgetDecisions: 9,
          decisions: 9,
          resumedAtDecisions: [3, 6],
          videos: ['v'],
          traces: [{ name: 't', count: 4 }],
          unaugmentedTraces: [{ name: 't', count: 2 }],
          scenarios: [
            {
              ...{ weight: 0.25, videos: ['w'], qoe: ['lin'] },
              ...{ traces: [{ name: 'e', count: 3 }], unaugmentedTraces: [{ name: 'p', count: 1 }] },
            },
          ],
          qoe: ['log'],
        },
        ...{ validation: [], hidesSizesShare: 0, bufferCapsSeconds: [60], augmentation: noAugmentation },
        ...{ validationQoe: null, startedFrom: null, hyperparameters: defaultHyperparameters },
      },
    },
    weights,
  );
}

let store: RunStore;
let folder: string;
let count = 0;

async function addRun(id: string, change: Partial<TrainingRun> = {}): Promise<void> {
  mkdirSync(store.folderOf(id), { recursive: true });
  await writeRun(store.folderOf(id), { ...run, ...change });
}

beforeEach(() => {
  folder = join(work, String(count++));
  store = new RunStore(folder);
});

test('runs are listed newest first; folders that hold none are passed over and stay', async () => {
  expect(await store.list()).toEqual([]);
  await addRun('a');
  await addRun('b', { startedAt: '2026-11-24T12:00:00.000Z', name: 'Two' });
  mkdirSync(join(folder, 'junk'));
  writeFileSync(join(folder, 'junk', 'run.json'), '{}');
  const listed = await store.list();
  expect(listed.map(({ id, hasModel }) => [id, hasModel])).toEqual([
    ['b', false],
    ['a', false],
  ]);
  expect(listed[0].bytes).toBeGreaterThan(100);
  expect(existsSync(join(folder, 'junk'))).toBe(true);
});

test('renamed and removed', async () => {
  await addRun('a');
  await store.rename('a', 'Better');
  expect((await store.listed('a')).run.name).toBe('Better');
  await store.remove('a');
  expect(await store.list()).toEqual([]);
});

test('a run that a crash left running is said to be stopped; the one under way is left alone', async () => {
  await addRun('crashed');
  await addRun('live');
  await runAlone(store.folderOf('live'), 'an agent is being trained', async () => {
    const states = (await store.settled()).map(({ id, run: { state } }) => [id, state]);
    expect(Object.fromEntries(states)).toEqual({ crashed: 'stopped', live: 'running' });
    await expect(store.remove('live')).rejects.toThrow('This agent is being trained; stop it first.');
  });
  expect((await store.listed('crashed')).run.state).toBe('stopped');
  expect((await store.listed('live')).run.state).toBe('running');
});

test('a model goes out and comes in again, its weights the same, under a name that a file can have', async () => {
  const model = join(work, 'model');
  await addModel(model);
  const { id, run: imported } = await store.importModel(model);
  expect(imported).toMatchObject({ name: 'Imported / model', state: 'finished', decisions: 9 });
  expect(imported.resumedAtDecisions).toEqual([3, 6]);
  expect(imported.plan.traces.paths).toEqual([
    ...['t (4)', 't (2, unaugmented)', 'e (3, scenario weight 0.25)', 'p (1, scenario weight 0.25)'],
  ]);
  const out = join(work, 'out');
  mkdirSync(out, { recursive: true });
  const target = await store.exportModel(id, out);
  expect(target).toBe(join(out, 'Imported - model'));
  expect(readModel(target).weights).toEqual(weights);
  await expect(store.exportModel(id, out)).rejects.toThrow('is there already');
});

test('a folder without a model is refused and leaves nothing behind', async () => {
  await expect(store.importModel(work)).rejects.toThrow('lacks policy.json');
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
});

test('curves are read to the last whole line, and thinned', async () => {
  await addRun('a');
  const metrics = {
    ...{ mean_reward: 1, session_qoe: null, policy_loss: 0, value_loss: 0, entropy: 1, approx_kl: 0 },
    ...{ clip_fraction: 0, explained_variance: 0, gradient_norm: 0, learning_rate: 0, entropy_coef: 0 },
    decisions_per_second: 1,
  };
  const file = runFiles(store.folderOf('a')).metrics;
  for (let i = 1; i <= 900; i++)
    appendFileSync(file, `${JSON.stringify({ type: 'iteration', metrics: { ...metrics, decisions: i } })}\n`);
  appendFileSync(file, '{"type":"iteration","metr');
  expect(await readRunLines(store.folderOf('a'))).toHaveLength(900);
  const { iterations } = await store.open('a');
  expect(iterations.length).toBeLessThanOrEqual(401);
  expect(iterations[0].decisions).toBe(1);
  // Lines of runs from before it was measured lack it.
  expect(iterations[0].distillation_agreement).toBeNull();
  expect(iterations[iterations.length - 1].decisions).toBe(900);
});

test('the list has the curve of evaluations: QoE where there is one, thinned but for the first, best and last', async () => {
  await addRun('a');
  await addRun('without');
  const evaluated = (decisions: number, score: number, qoe: number | null = null): void => {
    const evaluation = { decisions, score, qoe, rebuffer_seconds_per_chunk: 0, best: false };
    const line = JSON.stringify({ type: 'evaluation', evaluation });
    appendFileSync(runFiles(store.folderOf('a')).metrics, `${line}\n`);
  };
  evaluated(1, 0.25, 0.5);
  for (let i = 2; i < 500; i++) evaluated(i, i === 138 ? 3 : 1);
  evaluated(500, 2);
  appendFileSync(runFiles(store.folderOf('a')).metrics, '{"type":"evaluation","eval');
  const curves = Object.fromEntries((await store.list()).map(({ id, curve }) => [id, curve]));
  expect(curves.a[0]).toEqual({ decisions: 1, score: 0.5 });
  expect(curves.a).toContainEqual({ decisions: 138, score: 3 });
  expect(curves.a[curves.a.length - 1]).toEqual({ decisions: 500, score: 2 });
  expect(curves.a.length).toBeLessThanOrEqual(50);
  expect(curves.without).toEqual([]);
});

test('a run that begins or ends while the list is read keeps its state', async () => {
  await addRun('ending');
  await addRun('beginning');
  const list = store.list.bind(store);
  vi.spyOn(store, 'list').mockImplementation(async () => {
    const read = await list();
    await changeRun(store.folderOf('ending'), (ending) => ({ ...ending, state: 'finished' }));
    return read;
  });
  const states = await runAlone(store.folderOf('beginning'), 'an agent is being trained', async () =>
    (await store.settled()).map(({ id, run: { state } }) => [id, state]),
  );
  expect(Object.fromEntries(states)).toEqual({ ending: 'finished', beginning: 'running' });
});
