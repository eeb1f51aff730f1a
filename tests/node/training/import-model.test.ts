import * as tf from '@tensorflow/tfjs-node';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { Layout } from '../../../src/core/agent/layout';
import { initialWeights } from '../../../src/core/training/initial-weights';
import { modelFolder, projectResources, readModel, writeModel } from '../../../src/node/models';
import { whatIs } from '../../../src/node/opened-path';
import { runFiles } from '../../../src/node/training/run-folder';
import { RunStore } from '../../../src/node/training/run-store';
import { temporaryFolder } from '../../temporary-folder';

const shipped = readModel(modelFolder('default', projectResources())).policy;
const units = { policyUnits: [4, 3], valueUnits: [4, 2] } as const;
const policy = { ...shipped, ...units, name: 'Agent' };
const weights = initialWeights(new Layout(units), 1);
const ofPosix = test.skipIf(process.platform === 'win32');

let from: string;
let runs: string;
let store: RunStore;

beforeEach(async () => {
  const work = temporaryFolder('import-model');
  from = join(work, 'Agent');
  runs = join(work, 'training');
  store = new RunStore(runs);
  await writeModel(tf, from, policy, weights);
});

/** Replaces a part of model.json's list of weights; as another program would, without checksums in policy.json. */
function changeGraph(change: (manifest: { paths: string[]; weights: { name: string }[] }) => void): void {
  const file = join(from, 'model.json');
  const graph = JSON.parse(readFileSync(file, 'utf8'));
  change(graph.weightsManifest[0]);
  writeFileSync(file, JSON.stringify(graph));
  writeFileSync(join(from, 'policy.json'), JSON.stringify(policy));
}

describe('importing a model', () => {
  test('copies the files that a model has, and nothing else of its folder', async () => {
    writeFileSync(join(from, 'diary.txt'), 'private');
    mkdirSync(join(from, 'photos'));
    const { id } = await store.importModel(from);
    const { model } = runFiles(store.folderOf(id));
    expect(readdirSync(model).sort()).toEqual(['model.json', 'policy.json', 'weights.bin']);
    expect(readModel(model)).toEqual({ policy, weights });
  });

  test('copies weights that lie in several files, in their order', async () => {
    const bytes = readFileSync(join(from, 'weights.bin'));
    rmSync(join(from, 'weights.bin'));
    writeFileSync(join(from, 'group1-shard1of2.bin'), bytes.subarray(0, 100));
    writeFileSync(join(from, 'group1-shard2of2.bin'), bytes.subarray(100));
    changeGraph((manifest) => (manifest.paths = ['group1-shard1of2.bin', 'group1-shard2of2.bin']));
    const { id } = await store.importModel(from);
    expect(readModel(runFiles(store.folderOf(id)).model).weights).toEqual(weights);
  });

  test('a file that points to a policy takes in only the model that it lies beside', async () => {
    const pointer = join(from, 'Agent.neuralstream-policy');
    writeFileSync(pointer, '{"policy":"../../../etc/passwd"}');
    expect(await whatIs(pointer)).toEqual({ type: 'model', folder: from, name: 'Agent' });
  });

  const refusals: [string, () => void, string][] = [
    ['without a policy', () => rmSync(join(from, 'policy.json')), 'the model in "Agent" lacks policy.json'],
    ['without weights', () => rmSync(join(from, 'weights.bin')), 'the model in "Agent" lacks weights.bin'],
    ['cut off', () => truncateSync(join(from, 'weights.bin'), 8), 'bytes of weights, found 8'],
    [
      'with a larger file than a model has',
      () => truncateSync(join(from, 'policy.json'), 5 * 1024 * 1024),
      'policy.json cannot be read: it is larger than 4 MB',
    ],
    [
      'whose weights are its policy',
      () => changeGraph((manifest) => (manifest.paths = ['weights.bin', 'policy.json'])),
      'expected the name of a file of weights, found "policy.json" again',
    ],
    [
      'that names a file of weights twice',
      () => changeGraph((manifest) => (manifest.paths = ['weights.bin', 'a/Weights.bin'])),
      'expected the name of a file of weights, found "Weights.bin" again',
    ],
    [
      'that names its own folder',
      () => changeGraph((manifest) => (manifest.paths = ['..'])),
      'expected the name of a file of weights, found ".."',
    ],
    [
      'that could not be listed as a run',
      () => writeFileSync(join(from, 'policy.json'), JSON.stringify({ ...policy, name: ' ' })),
      'the model in "Agent" cannot be kept',
    ],
  ];

  test.each(refusals)('%s is refused in a sentence and leaves nothing behind', async (_, spoil, sentence) => {
    spoil();
    await expect(store.importModel(from)).rejects.toThrow(sentence);
    expect(existsSync(runs) ? readdirSync(runs) : []).toEqual([]);
  });

  ofPosix.each([
    [
      'whose weights are a link to another file',
      () => {
        renameSync(join(from, 'weights.bin'), join(from, '../secret'));
        symlinkSync('../secret', join(from, 'weights.bin'));
      },
      'Agent/weights.bin is a link; expected a file',
    ],
    [
      'whose policy is a link to a device',
      () => {
        rmSync(join(from, 'policy.json'));
        symlinkSync('/dev/zero', join(from, 'policy.json'));
      },
      'Agent/policy.json is a link; expected a file',
    ],
    [
      'whose weights are a pipe',
      () => {
        rmSync(join(from, 'weights.bin'));
        execFileSync('mkfifo', [join(from, 'weights.bin')]);
      },
      'weights.bin cannot be read: it is no file',
    ],
  ])('%s is refused in a sentence and leaves nothing behind', async (_, spoil, sentence) => {
    spoil();
    await expect(store.importModel(from)).rejects.toThrow(sentence);
    expect(existsSync(runs) ? readdirSync(runs) : []).toEqual([]);
  });

  test('what a killed process left is not listed, and is swept', async () => {
    const left = join(runs, '.neuralstream-999999999-0123abcd.partial');
    await store.importModel(from);
    const [{ id }] = await store.list();
    cpSync(store.folderOf(id), left, { recursive: true });
    expect(await store.list()).toHaveLength(1);
    expect(await store.damaged()).toEqual([]);
    await store.sweep();
    expect(readdirSync(runs)).toEqual([id]);
  });
});

describe('exporting a model', () => {
  test('writes the files that a model has, and what opens it from the file manager', async () => {
    const { id } = await store.importModel(from);
    writeFileSync(join(runFiles(store.folderOf(id)).model, 'notes.txt'), 'mine');
    const out = temporaryFolder('export-model');
    const target = await store.exportModel(id, out);
    expect(readdirSync(target).sort()).toEqual([
      ...['Agent.neuralstream-policy', 'model.json', 'policy.json', 'weights.bin'],
    ]);
    expect(readdirSync(out)).toEqual(['Agent']);
  });

  test('of a damaged model is refused and leaves nothing behind', async () => {
    const { id } = await store.importModel(from);
    truncateSync(join(runFiles(store.folderOf(id)).model, 'weights.bin'), 8);
    const out = temporaryFolder('export-model');
    await expect(store.exportModel(id, out)).rejects.toThrow('"Agent": expected');
    expect(readdirSync(out)).toEqual([]);
  });
});
