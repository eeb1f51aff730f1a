import * as tf from '@tensorflow/tfjs-node';
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { initialWeights } from '../../src/core/training/initial-weights';
import { Layout } from '../../src/core/agent/layout';
import { modelFolder, projectResources, readModel, writeModel } from '../../src/node/models';
import { RunStore } from '../../src/node/training/run-store';
import { runFiles } from '../../src/node/training/run-folder';
import type { PolicyFile } from '../../src/shared/policy';
import { temporaryFolder } from '../temporary-folder';

/** While `stepsLeft` is a number, so many changes of the disk are still made, and none after them, as by a crash. */
const disk = vi.hoisted((): { stepsLeft: number | null } => ({ stepsLeft: null }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const counted =
    <Given extends unknown[], Result>(change: (...given: Given) => Promise<Result>) =>
    (...given: Given): Promise<Result> => {
      if (disk.stepsLeft === 0) return Promise.reject(new Error('crashed'));
      if (disk.stepsLeft !== null) disk.stepsLeft--;
      return change(...given);
    };
  const { mkdir, open, rename, rm } = real;
  return {
    ...real,
    ...{ mkdir: counted(mkdir), open: counted(open), rename: counted(rename), rm: counted(rm) },
  };
});

const shipped = readModel(join(projectResources(), 'models', 'default')).policy;
const units = { policyUnits: [4, 3], valueUnits: [4, 2] } as const;
const [before, after, later] = ['before', 'after', 'later'].map((name, i) => ({
  policy: { ...shipped, ...units, name } satisfies PolicyFile,
  weights: initialWeights(new Layout(units), i),
}));

type Written = typeof before;
const write = (folder: string, { policy, weights }: Written) => writeModel(tf, folder, policy, weights);

/** Writes `after` over `before` and crashes after so many changes of the disk; true when it was over before that. */
async function crashedAfter(steps: number, folder: string): Promise<boolean> {
  await write(folder, before);
  disk.stepsLeft = steps;
  const isOver = await write(folder, after).then(
    () => true,
    () => false,
  );
  disk.stepsLeft = null;
  return isOver;
}

test('a crash at any step of writing a model leaves the old one or the new one whole, and the next is written', async () => {
  const read = [];
  for (let steps = 0, isOver = false; !isOver; steps++) {
    const run = temporaryFolder('model-crash');
    const folder = join(run, 'model');
    isOver = await crashedAfter(steps, folder);
    expect(modelFolder(run, '')).toBe(folder);
    const { policy, weights } = readModel(folder);
    expect([before, after]).toContainEqual({ policy, weights });
    read.push(policy.name);
    await write(folder, later);
    expect(readModel(folder)).toEqual(later);
    expect(readdirSync(run)).toEqual(['model']);
  }
  expect(new Set(read)).toEqual(new Set(['before', 'after']));
  expect(read.length).toBeGreaterThan(8); // the folder, three files of two steps, and two renames
});

test('a run whose process crashed between the two renames still has its model, to play and to export', async () => {
  const store = new RunStore(temporaryFolder('model-crash'));
  const { model } = runFiles(store.folderOf('run'));
  for (let steps = 0; steps === 0 || existsSync(model); steps++) {
    await store.remove('run');
    mkdirSync(dirname(model), { recursive: true });
    await crashedAfter(steps, model);
  }
  const record = join(import.meta.dirname, 'training/old-records/no-resumptions/run.json');
  copyFileSync(record, runFiles(store.folderOf('run')).run);
  expect((await store.listed('run')).hasModel).toBe(true);
  const exported = await store.exportModel('run', temporaryFolder('exported'));
  expect(readModel(exported)).toEqual(before);
  expect((await store.importModel(model)).run.name).toBe('before');
});
