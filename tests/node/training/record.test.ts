import * as tf from '@tensorflow/tfjs-node';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { noAugmentation } from '../../../src/core/training/augment';
import { defaultHyperparameters } from '../../../src/core/training/hyperparameters';
import { initialWeights } from '../../../src/core/training/initial-weights';
import { Layout } from '../../../src/core/agent/layout';
import { Trainer } from '../../../src/core/training/trainer';
import { readModel } from '../../../src/node/models';
import { readCheckpoint } from '../../../src/node/training/checkpoint';
import { readTrainingData } from '../../../src/node/training/data';
import { RunRecord } from '../../../src/node/training/record';
import { runTraining } from '../../../src/node/training/run';
import type { RunOptions } from '../../../src/node/training/run-options';
import { RunStore } from '../../../src/node/training/run-store';
import { runLock } from '../../../src/node/run-folders';
import { readRun, runFiles } from '../../../src/node/training/run-folder';
import type { TrainingPlan } from '../../../src/shared/training';
import { bundleWriter, startWriter } from '../platform/writer-processes';

/** While set, a disk takes the first half of what is written into a new file and then is full. */
const disk = vi.hoisted(() => ({ isFull: false }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const filled = (handle: FileHandle): FileHandle => {
    const write = handle.writeFile.bind(handle);
    handle.writeFile = async (data) => {
      if (!disk.isFull) return write(data);
      const bytes = Buffer.from(data as Uint8Array); // writeAtomic gives text or bytes
      await write(bytes.subarray(0, bytes.length / 2));
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
    return handle;
  };
  return {
    ...real,
    open: async (...given: Parameters<typeof real.open>) => filled(await real.open(...given)),
  };
});

const work = mkdtempSync(join(tmpdir(), 'full-disk-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const hyperparameters = { ...defaultHyperparameters, policyUnits: [4, 3], valueUnits: [4, 2] } as const;
const layout = new Layout(hyperparameters);
const weights = initialWeights(layout, 1);
const others = initialWeights(layout, 2);
const families = { paths: [], families: ['3g'], perFamily: 2 };
const plan: TrainingPlan = {
  ...{ name: 'One', videos: [{ path: null }], qoe: ['lin'], traces: families, validation: families },
  ...{ budget: { decisions: 100 }, seed: 1, startFrom: null, hidesSizesShare: 0, bufferCapsSeconds: [60] },
  ...{ augmentation: noAugmentation, hyperparameters },
};

let folder: string;
let count = 0;
let record: RunRecord;

function stateOf(vector: Float32Array) {
  return new Trainer({ weights: vector, shards: [] }, hyperparameters, layout).save();
}

function opened(changed: Partial<TrainingPlan> = {}): Promise<RunRecord> {
  folder = join(work, String(count++));
  return openedAgain(changed);
}

function optionsOf(changed: Partial<TrainingPlan> = {}): RunOptions {
  return {
    ...{ tf, folder, plan: { ...plan, ...changed }, application: '0', commit: null, backend: 'native' },
    ...{ workerFile: '', threads: 1, tell: () => undefined },
    control: { stopped: false, goOn: () => Promise.resolve() },
  };
}

/** What a run does that finds a folder with a record and perhaps a checkpoint. */
function openedAgain(changed: Partial<TrainingPlan> = {}): Promise<RunRecord> {
  mkdirSync(folder, { recursive: true });
  return RunRecord.open(
    optionsOf(changed),
    readCheckpoint(runFiles(folder).checkpoint),
    readTrainingData({ ...plan, ...changed }),
  );
}

/** A run with a model and a checkpoint of `weights`, then a full disk. */
beforeEach(async () => {
  disk.isFull = false;
  record = await opened();
  await record.evaluated({ decisions: 10, score: 0.1, qoe: null, rebuffer_seconds_per_chunk: 0 }, weights);
  await record.checkpoint(stateOf(weights), 100, weights);
  disk.isFull = true;
});

function expectLastGoodState(): void {
  const { checkpoint, model } = runFiles(folder);
  expect(readCheckpoint(checkpoint)?.trainer.weights).toEqual(weights);
  expect(readModel(model).weights).toEqual(weights);
  expect(readdirSync(folder).sort()).toEqual(['checkpoint.bin', 'metrics.jsonl', 'model', 'run.json']);
}

test('a disk that fills in the middle of a checkpoint is told in a sentence; the last good one stays', async () => {
  await expect(record.checkpoint(stateOf(others), 100, weights)).rejects.toThrow(
    '"checkpoint.bin" cannot be written: the disk is full',
  );
  expectLastGoodState();
  expect((await readRun(folder)).best?.score).toBe(0.1);
});

test('the same in the middle of a better model', async () => {
  const better = { decisions: 20, score: 0.2, qoe: null, rebuffer_seconds_per_chunk: 0 };
  await expect(record.evaluated(better, others)).rejects.toThrow('cannot be written: the disk is full');
  expectLastGoodState();
});

test('with room again the next checkpoint takes the place of the old one', async () => {
  await expect(record.checkpoint(stateOf(others), 100, weights)).rejects.toThrow('the disk is full');
  disk.isFull = false;
  await record.checkpoint(stateOf(others), 100, weights);
  expect(readCheckpoint(runFiles(folder).checkpoint)?.trainer.weights).toEqual(others);
});

test.each([
  [undefined, weights],
  ['last', others],
] as const)(
  'of a good model and a worse one after it, a plan that keeps %s keeps the right one',
  async (keep, kept) => {
    disk.isFull = false;
    const run = await opened(keep ? { keep } : {});
    const told = { decisions: 10, qoe: null, rebuffer_seconds_per_chunk: 0 };
    await run.evaluated({ ...told, score: 0.2 }, weights);
    await run.evaluated({ ...told, score: 0.1 }, others);
    expect(readModel(runFiles(folder).model).weights).toEqual(kept);
  },
);

/** What a process does with the folder as it is: it goes on, gets so far, and keeps the weights. */
async function runUpTo(decisions: number): Promise<void> {
  const run = await openedAgain();
  await run.begin([]);
  const told = { decisions, qoe: null, rebuffer_seconds_per_chunk: 0 };
  await run.evaluated({ ...told, score: decisions }, weights);
  await run.checkpoint({ ...stateOf(weights), decisions }, 100, weights);
}

async function resumedAtDecisions(): Promise<[ofRun: number[], ofModel: number[]]> {
  const { policy } = readModel(runFiles(folder).model);
  return [(await readRun(folder)).resumedAtDecisions, policy.training.resumedAtDecisions];
}

test('a run in one go says that it was never resumed; one cut off says where, and so does its model', async () => {
  disk.isFull = false;
  folder = join(work, String(count++));
  await runUpTo(20);
  expect(await resumedAtDecisions()).toEqual([[], []]);
  await runUpTo(60);
  expect(await resumedAtDecisions()).toEqual([[20], [20]]);
  await runUpTo(100);
  expect(await resumedAtDecisions()).toEqual([
    [20, 60],
    [20, 60],
  ]);
});

test('gone on with twice from one checkpoint counts once, and what is over is not gone on with', async () => {
  disk.isFull = false;
  folder = join(work, String(count++));
  await runUpTo(20);
  await (await openedAgain()).begin([]);
  await runUpTo(100);
  await (await openedAgain()).begin([]);
  expect((await readRun(folder)).resumedAtDecisions).toEqual([20]);
});

test('a model keeps a family that was varied apart from the same one that never was', async () => {
  disk.isFull = false;
  const traces = { paths: [], families: ['3g', 'lte'], unaugmentedFamilies: ['lte', 'step'], perFamily: 2 };
  const run = await opened({ traces });
  await run.evaluated({ decisions: 10, score: 0.1, qoe: null, rebuffer_seconds_per_chunk: 0 }, weights);
  expect(readModel(runFiles(folder).model).policy.training).toMatchObject({
    traces: ['3g', 'lte'].map((name) => ({ name, count: 2 })),
    unaugmentedTraces: ['lte', 'step'].map((name) => ({ name, count: 2 })),
  });
});

const scenario = {
  ...{ weight: 0.25, videos: [{ path: null, ladderKbps: [300, 900], chunkSeconds: 4, times: 2 }] },
  ...{
    qoe: ['log' as const],
    traces: { paths: [], families: ['lte'], unaugmentedFamilies: ['step'], perFamily: 3 },
    ...{ extraStallWeight: 0.3, bufferCapsSeconds: [20, 60], augmentation: noAugmentation },
    distilled: false,
  },
};

test.each([
  ['another seed', {}, { seed: 2 }, 'another seed (1, asked for 2)'],
  ['new scenarios', {}, { scenarios: [scenario] }, 'another scenarios (none, asked for [{"weight":0.25'],
  ['scenarios no more', { scenarios: [scenario] }, {}, 'another scenarios ([{"weight":0.25'],
  ['the last weights no more', { keep: 'last' as const }, {}, 'another keep ("last", asked for none)'],
])('a run is not gone on with as another one: %s', async (_, first, second, told) => {
  disk.isFull = false;
  const run = await opened(first);
  await run.checkpoint(stateOf(weights), 100, weights);
  await expect(openedAgain(second)).rejects.toThrow(told);
  await expect(openedAgain({ ...first, name: 'Two' })).resolves.toBeDefined();
});

test("a model's record tells all of each scenario", async () => {
  disk.isFull = false;
  const run = await opened({ scenarios: [scenario] });
  await run.evaluated({ decisions: 10, score: 0.1, qoe: null, rebuffer_seconds_per_chunk: 0 }, weights);
  expect(readModel(runFiles(folder).model).policy.training.scenarios).toEqual([
    {
      ...{ weight: 0.25, videos: ['synthetic 2 levels, 4 s'], qoe: ['log'] },
      ...{ extraStallWeight: 0.3, bufferCapsSeconds: [20, 60], augmentation: noAugmentation },
      distilled: false,
      ...{ traces: [{ name: 'lte', count: 3 }], unaugmentedTraces: [{ name: 'step', count: 3 }] },
    },
  ]);
});

test('a run that another process renames again and again has its last name and all that the run wrote', async () => {
  disk.isFull = false;
  const names = Array.from({ length: 40 }, (_, i) => `name ${i + 1}`);
  const window = await startWriter(bundleWriter(work));
  let isRenamed = false;
  const renamed = window.ask({ type: 'rename', folder, names }).then(() => (isRenamed = true));
  let budget = 0;
  while (!isRenamed) await record.budgeted(++budget);
  await renamed;
  expect(await readRun(folder)).toMatchObject({ name: 'name 40', budgetDecisions: budget });
});

test('a folder in which a process trains is refused to the next, its record stays, and a kill frees it', async () => {
  disk.isFull = false;
  const [store, id] = [new RunStore(work), basename(folder)];
  const owner = await startWriter(bundleWriter(work));
  await owner.ask({ type: 'take', file: runLock(folder), patienceMs: 0 });
  await expect(runTraining(optionsOf())).rejects.toThrow(
    `an agent is being trained in ${basename(folder)} (process ${owner.child.pid} since `,
  );
  const state = async () => (await store.settled()).find((run) => run.id === id)?.run.state;
  expect(await state()).toBe('running');
  await expect(store.remove(id)).rejects.toThrow('This agent is being trained');
  await owner.kill();
  expect(await state()).toBe('stopped');
  await store.remove(id);
  expect(existsSync(folder)).toBe(false);
});

test('a training that cannot begin leaves no folder behind, and says in a record that was there why', async () => {
  disk.isFull = false;
  const missing = { ...families, paths: [join(work, 'no such traces')] };
  await expect(runTraining(optionsOf({ traces: missing }))).rejects.toThrow('no such traces');
  expect(await readRun(folder)).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('no such'),
  });
  folder = join(work, 'new');
  await expect(runTraining(optionsOf({ traces: missing }))).rejects.toThrow('no such traces');
  expect(existsSync(folder)).toBe(false);
});
