import { buildSync } from 'esbuild';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultHyperparameters, type Hyperparameters } from '../../../src/core/training/hyperparameters';
import { initialWeights } from '../../../src/core/training/initial-weights';
import { Layout } from '../../../src/core/agent/layout';
import { Trainer } from '../../../src/core/training/trainer';
import { loadTensorFlow } from '../../../src/node/tensorflow';
import { readCheckpoint } from '../../../src/node/training/checkpoint';
import { readTrainingData } from '../../../src/node/training/data';
import { runTraining } from '../../../src/node/training/run';
import { readRun, runFiles } from '../../../src/node/training/run-folder';
import { trainingEnvironment } from '../../../src/node/training/start';
import { startTeam } from '../../../src/node/training/team';
import type { TrainingPlan } from '../../../src/shared/training';
import { divergence } from '../../core/training/divergence';

const root = resolve(import.meta.dirname, '../../..');
/** Within the project, so that the threads find TensorFlow.js. */
const work = mkdtempSync(join(root, 'node_modules', '.training-threads-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const workerFile = join(work, 'shard-worker.mjs');

beforeAll(() => {
  Object.assign(process.env, trainingEnvironment);
  const entry = join(root, 'src/node/training/shard-worker.ts');
  buildSync({
    ...{ entryPoints: [entry], outfile: workerFile, bundle: true, platform: 'node', format: 'esm' },
    logLevel: 'error',
  });
});

/** Four shards: two would give the same sums in either order. */
const hyperparameters: Hyperparameters = {
  ...defaultHyperparameters,
  ...{
    policyUnits: [8, 4],
    valueUnits: [8, 4],
    environments: 32,
    shards: 4,
    stepsPerRollout: 16,
    minibatchSize: 128,
  },
};
const plan: TrainingPlan = {
  ...{ name: 'tiny', videos: [{ path: null, ladderKbps: [300, 900, 2700], chunkSeconds: 4 }], qoe: ['lin'] },
  traces: { paths: [], families: ['step', 'lte'], unaugmentedFamilies: ['cable'], perFamily: 3 },
  scenarios: [
    {
      ...{
        weight: 0.3,
        videos: [{ path: null, ladderKbps: [300, 500, 900, 2700], chunkSeconds: 4 }],
        qoe: ['log'],
      },
      traces: { paths: [], families: ['ramp'], unaugmentedFamilies: ['step'], perFamily: 3 },
    },
  ],
  validation: { paths: [], families: ['lte'], perFamily: 1 },
  ...{ budget: { decisions: 2048 }, seed: 5, startFrom: null, hidesSizesShare: 0.2, bufferCapsSeconds: [60] },
  augmentation: { bandwidthSpread: 0.3, durationSpread: 0.3, shuffledShare: 0.3 },
  hyperparameters,
};

/** What a run with so many threads leaves: the model kept, and all vectors of its last checkpoint. */
async function trained(
  name: string,
  threads: number,
  vineEvery: number,
  changed: Partial<TrainingPlan> = {},
) {
  const folder = join(work, `${name}-${threads}`);
  await runTraining({
    ...(await loadTensorFlow('native')),
    ...{ folder, workerFile, threads, application: '0', commit: null, tell: () => undefined },
    plan: { ...plan, ...changed, hyperparameters: { ...hyperparameters, vineEvery } },
    control: { stopped: false, goOn: () => Promise.resolve() },
  });
  const { model, checkpoint } = runFiles(folder);
  const state = readCheckpoint(checkpoint)?.trainer;
  return { kept: readFileSync(join(model, 'weights.bin')), state };
}

test.each([
  ['sampled', 0],
  ['tried', 4],
])(
  'levels %s: a run gives the same weights byte for byte with one thread and with more',
  async (name, vineEvery) => {
    const one = await trained(name, 1, vineEvery);
    expect(one.state?.decisions).toBe(2048);
    for (const threads of [2, 3]) {
      const more = await trained(name, threads, vineEvery);
      expect(more.kept.equals(one.kept)).toBe(true);
      expect(more.state).toEqual(one.state);
    }
  },
);

test('threads play the scenarios: without them the weights are others', async () => {
  const [withScenarios, usual] = [
    await trained('scenarios', 1, 0),
    await trained('usual', 1, 0, { scenarios: undefined }),
  ];
  expect(usual.kept.length).toBe(withScenarios.kept.length);
  expect(usual.kept.equals(withScenarios.kept)).toBe(false);
});

test('threads hold to the weights that the run began with, also where it goes on with others', async () => {
  const settings = { ...hyperparameters, learningRate: { from: 0.003, to: 0.003 } };
  const layout = new Layout(settings);
  // Made larger, so that they prefer some levels to others.
  const [weights, others] = [1, 2].map((seed) => initialWeights(layout, seed).map((weight) => 10 * weight));
  const distilled = {
    ...{
      weight: 1,
      videos: [{ path: null, ladderKbps: [300, 900, 2700], chunkSeconds: 4 }],
      distilled: true,
    },
    ...{ qoe: ['lin' as const], traces: plan.traces },
  };
  const mix = readTrainingData({ ...plan, startFrom: 'any', scenarios: [distilled] }).training;
  const team = await startTeam({
    ...{ workerFile, threads: 1, backend: 'native', settings, mix, weights, seed: 1 },
  });
  try {
    const trainer = new Trainer(team, settings, layout);
    trainer.restore({ ...trainer.save(), weights: others });
    const undecided = divergence(layout, new Float32Array(weights.length), weights);
    expect(undecided).toBeGreaterThan(0.02);
    expect(divergence(layout, others, weights)).toBeGreaterThan(undecided);
    for (let i = 0; i < 60; i++) await trainer.iterate(0);
    expect(divergence(layout, team.weights, weights)).toBeLessThan(undecided / 4);
  } finally {
    await team.stop();
  }
});

test('a run of version 1 is resumed from its checkpoint, and its record becomes version 2', async () => {
  const folder = join(work, 'version-1');
  cpSync(join(import.meta.dirname, 'old-records/version-1'), folder, { recursive: true });
  const { plan: stored } = await readRun(folder);
  await runTraining({
    ...(await loadTensorFlow('native')),
    ...{ folder, plan: stored, workerFile, threads: 1, application: '0', commit: null },
    tell: () => undefined,
    control: { stopped: false, goOn: () => Promise.resolve() },
  });
  const text = readFileSync(runFiles(folder).run, 'utf8');
  expect(JSON.parse(text)).toMatchObject({ version: 2, decisions: 6144, resumedAtDecisions: [2048] });
  const lines = readFileSync(runFiles(folder).metrics, 'utf8');
  expect(lines.match(/"distillation_agreement"/g)).toHaveLength(6);
  expect(lines).not.toContain('held_agreement');
});
