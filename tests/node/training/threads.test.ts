import { buildSync } from 'esbuild';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
import { runFiles } from '../../../src/node/training/run-folder';
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
  ...{ policyUnits: [8, 4], valueUnits: [8, 4], sessions: 32, shards: 4, horizon: 16, minibatch: 128 },
};
const plan: TrainingPlan = {
  ...{ name: 'tiny', videos: [{ path: null, ladderKbps: [300, 900, 2700], chunkSeconds: 4 }], qoe: ['lin'] },
  traces: { paths: [], families: ['step', 'lte'], plainFamilies: ['cable'], perFamily: 3 },
  emphases: [
    {
      ...{
        share: 0.3,
        videos: [{ path: null, ladderKbps: [300, 500, 900, 2700], chunkSeconds: 4 }],
        qoe: ['log'],
      },
      traces: { paths: [], families: ['ramp'], plainFamilies: ['step'], perFamily: 3 },
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
  branchEvery: number,
  changed: Partial<TrainingPlan> = {},
) {
  const folder = join(work, `${name}-${threads}`);
  await runTraining({
    ...(await loadTensorFlow('native')),
    ...{ folder, workerFile, threads, application: '0', commit: null, tell: () => undefined },
    plan: { ...plan, ...changed, hyperparameters: { ...hyperparameters, branchEvery } },
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
  async (name, branchEvery) => {
    const one = await trained(name, 1, branchEvery);
    expect(one.state?.decisions).toBe(2048);
    for (const threads of [2, 3]) {
      const more = await trained(name, threads, branchEvery);
      expect(more.kept.equals(one.kept)).toBe(true);
      expect(more.state).toEqual(one.state);
    }
  },
);

test('threads play the emphases: without them the weights are others', async () => {
  const [emphasized, usual] = [
    await trained('emphasized', 1, 0),
    await trained('usual', 1, 0, { emphases: undefined }),
  ];
  expect(usual.kept.length).toBe(emphasized.kept.length);
  expect(usual.kept.equals(emphasized.kept)).toBe(false);
});

test('threads hold to the weights that the run began with, also where it goes on with others', async () => {
  const settings = { ...hyperparameters, learningRate: { from: 0.003, to: 0.003 } };
  const layout = new Layout(settings);
  // Made larger, so that they prefer some levels to others.
  const [weights, others] = [1, 2].map((seed) => initialWeights(layout, seed).map((weight) => 10 * weight));
  const held = {
    ...{ share: 1, videos: [{ path: null, ladderKbps: [300, 900, 2700], chunkSeconds: 4 }], held: true },
    ...{ qoe: ['lin' as const], traces: plan.traces },
  };
  const mix = readTrainingData({ ...plan, startFrom: 'any', emphases: [held] }).training;
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
