import * as tf from '@tensorflow/tfjs-node';
import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import {
  candidateFeatures,
  candidateSize,
  contextFeatures,
  contextSize,
} from '../../src/core/agent/features';
import { noAugmentation } from '../../src/core/training/augment';
import { defaultHyperparameters } from '../../src/core/training/hyperparameters';
import { initialWeights } from '../../src/core/training/initial-weights';
import { Layout } from '../../src/core/agent/layout';
import { modelFolder, readModel, writeModel } from '../../src/node/models';
import { NativeModel } from '../../src/node/inference/native-model';
import { policyOf, type PolicyFile } from '../../src/shared/policy';
import { damageFile } from './platform/damage-file';

const work = mkdtempSync(join(tmpdir(), 'models-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const units = { policyUnits: [8, 4], valueUnits: [6, 3] } as const;
const layout = new Layout(units);
const weights = initialWeights(layout, 2);
let folder: string;
let count = 0;

function policy(): PolicyFile {
  return {
    ...{ schema: 'neuralstream-policy', version: 2, name: 'tiny', ...units },
    contextFeatures: [...contextFeatures],
    candidateFeatures: [...candidateFeatures],
    training: {
      ...{
        createdAt: '2026-11-24T00:00:00.000Z',
        application: '0.1.0',
        commit: null,
        backend: 'native',
        seed: 1,
      },
      ...{
        budgetDecisions: 10,
        decisions: 10,
        resumedAtDecisions: [4],
        videos: ['v'],
        traces: [{ name: 't', count: 1 }],
        unaugmentedTraces: [{ name: 'p', count: 2 }],
        scenarios: [],
        qoe: ['lin'],
      },
      ...{ validation: [], hidesSizesShare: 0, bufferCapsSeconds: [60], augmentation: noAugmentation },
      ...{ validationQoe: 0.5, startedFrom: null, hyperparameters: { ...defaultHyperparameters, ...units } },
    },
  };
}

beforeEach(async () => {
  folder = join(work, String(count++));
  await writeModel(tf, folder, policy(), weights);
});

function changePolicy(change: object): void {
  const file = join(folder, 'policy.json');
  const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...Object(stored), ...change }));
}

function changeFile(name: string, from: string, to: string): void {
  const text = readFileSync(join(folder, name), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(folder, name), text.replace(from, to));
}

test('a model of the version before, whose policy.json holds no checksums, is read as it was written', () => {
  const stored: unknown = JSON.parse(readFileSync(join(folder, 'policy.json'), 'utf8'));
  const { checksums, sha256, ...before } = Object(stored);
  expect(Object.keys(checksums)).toEqual(['weights.bin', 'model.json']);
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  writeFileSync(join(folder, 'policy.json'), JSON.stringify(before));
  expect(readModel(folder)).toEqual({ policy: policy(), weights });
});

test('a checkout that changes the ends of lines leaves a model readable', () => {
  for (const name of ['policy.json', 'model.json']) {
    const text = readFileSync(join(folder, name), 'utf8');
    writeFileSync(join(folder, name), text.replace(/\n/g, '\r\n'));
  }
  expect(readModel(folder).weights).toEqual(weights);
});

test('a model written and read again is the same to the last bit', () => {
  const model = readModel(folder);
  expect(Buffer.from(model.weights.buffer)).toEqual(Buffer.from(weights.buffer));
  expect(model.policy).toEqual(policy());
});

test('a model read by TensorFlow.js itself gives the scores of our forward pass', async () => {
  const theirs = await tf.loadLayersModel(`file://${join(folder, 'model.json')}`);
  const context = Float32Array.from({ length: contextSize }, (_, i) => Math.sin(i));
  const candidates = Float32Array.from({ length: 3 * candidateSize }, (_, i) => Math.cos(i));
  const outputs = theirs.predict([
    tf.tensor2d(context, [1, contextSize]),
    tf.tensor3d(candidates, [1, 3, candidateSize]),
  ]);
  const [scores, value] = (Array.isArray(outputs) ? outputs : [outputs]).map((output) => output.dataSync());
  const own = new Float64Array(3);
  policyOf(readModel(folder)).scores(context, candidates, 3, own);
  own.forEach((score, level) => expect(score).toBeCloseTo(scores[level], 5));
  const native = new NativeModel(tf, readModel(folder));
  const inferred = native.infer({ context, candidates });
  inferred.scores.forEach((score, level) => expect(score).toBeCloseTo(scores[level], 5));
  expect(inferred.value).toBeCloseTo(value[0], 5);
  expect(() => native.infer({ context: context.subarray(1), candidates })).toThrow(
    `expected ${contextSize} context features`,
  );
});

/** Changes what model.json says of the weights. */
function changeWeights(change: (weights: { name: string; shape: number[]; dtype: string }[]) => void): void {
  const file = join(folder, 'model.json');
  const graph = JSON.parse(readFileSync(file, 'utf8'));
  change(graph.weightsManifest[0].weights);
  writeFileSync(file, JSON.stringify(graph));
}

test.each([
  [
    'a part of the weights missing',
    () => changeWeights((specs) => void specs.splice(named(specs, 'value/bias'), 1)),
    'found none of value/bias',
  ],
  [
    'a part of another shape of the same size',
    () => changeWeights((specs) => void specs[named(specs, 'scores/kernel')].shape.reverse()),
    'for [4,1]',
  ],
  [
    'a part that its network does not have',
    () => changeWeights((specs) => (specs[0].name = 'x'.repeat(200))),
    `found "${'x'.repeat(80)}…"`,
  ],
  [
    'whole numbers for weights',
    () => changeWeights((specs) => (specs[0].dtype = 'int32')),
    'Expected "float32" but received "int32"',
  ],
])('a model with %s is refused in a sentence', (_, spoil, message) => {
  spoil();
  expect(() => readModel(folder)).toThrow(message);
});

test('a model with a part of the weights twice, in place of another of the same shape, is refused', async () => {
  const same = { policyUnits: [8, 4], valueUnits: [8, 4] } as const;
  await writeModel(tf, folder, { ...policy(), ...same }, initialWeights(new Layout(same), 2));
  changeWeights((specs) => (specs[named(specs, 'value_second/bias')].name = 'policy_second/bias'));
  expect(() => readModel(folder)).toThrow('found "policy_second/bias" twice');
});

test('a model of two groups of weights is refused, not read in part', () => {
  const file = join(folder, 'model.json');
  const graph = JSON.parse(readFileSync(file, 'utf8'));
  graph.weightsManifest.push(graph.weightsManifest[0]);
  writeFileSync(file, JSON.stringify(graph));
  expect(() => readModel(folder)).toThrow('model.json: weightsManifest');
});

test('what could not be read again is not written, and the model that was there stays', async () => {
  const unsaved = { ...tf, io: { ...tf.io, withSaveHandler: () => tf.io.withSaveHandler(nothingSaved) } };
  await expect(writeModel(unsaved, folder, policy(), weights)).rejects.toThrow('the network was not saved');
  const spoilt = weights.slice();
  spoilt[7] = NaN;
  await expect(writeModel(tf, folder, policy(), spoilt)).rejects.toThrow('expected numbers, found NaN');
  await expect(writeModel(tf, folder, { ...policy(), name: '' }, weights)).rejects.toThrow(
    'is no policy: name',
  );
  expect(readModel(folder).weights).toEqual(weights);
});

const named = (specs: readonly { name: string }[], name: string): number =>
  specs.findIndex((spec) => spec.name === name);

const nothingSaved = () =>
  Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' as const } });

test.each([
  ['another version', () => changePolicy({ version: 7 }), 'expected a policy of version 2, found version 7'],
  [
    'another observation',
    () => changePolicy({ contextFeatures: ['a'] }),
    'is for another observation: expected',
  ],
  [
    'a feature by another name',
    () => changePolicy({ candidateFeatures: ['x', ...candidateFeatures.slice(1)] }),
    'expected level feature 0 "quality", found "x"',
  ],
  [
    'truncated weights',
    () => truncateSync(join(folder, 'weights.bin'), 100),
    `expected ${layout.size * 4} bytes of weights, found 100`,
  ],
  ['no weights', () => rmSync(join(folder, 'weights.bin')), 'lacks weights.bin'],
  ['no policy', () => rmSync(join(folder, 'policy.json')), 'lacks policy.json'],
  [
    'text that is no JSON',
    () => writeFileSync(join(folder, 'policy.json'), '{'),
    'policy.json:1: expected JSON',
  ],
  [
    'a weight that is no number',
    () => {
      const bytes = readFileSync(join(folder, 'weights.bin'));
      bytes.writeFloatLE(NaN, 40);
      writeFileSync(join(folder, 'weights.bin'), bytes);
    },
    'expected numbers, found NaN in',
  ],
  [
    'a flipped bit in its weights',
    () => damageFile(join(folder, 'weights.bin'), { type: 'flip', at: 0.5, bit: 0 }),
    'weights.bin: its content does not match its checksum',
  ],
  [
    'another graph',
    () => changeFile('model.json', '"layers-model"', '"layers-modem"'),
    'model.json: its content does not match its checksum',
  ],
  [
    'another description',
    () => changeFile('policy.json', '"decisions": 10', '"decisions": 11'),
    'policy.json: its content does not match its checksum',
  ],
  [
    'other units than its weights have',
    () => changePolicy({ policyUnits: [9, 4] }),
    /expected \d+ bytes of weights, found \d+|expected the weights of policy.json's network/,
  ],
])('a model with %s is refused in a sentence', (_, spoil, message) => {
  spoil();
  expect(() => readModel(folder)).toThrow(message);
});

test('what cannot be written leaves the model that was there, and nothing beside it', async () => {
  const other = weights.map((weight) => weight + 1);
  // A file where the half-written folder's parent should be: nothing can be written, whoever asks.
  const blocked = join(work, 'file');
  writeFileSync(blocked, '');
  await expect(writeModel(tf, join(blocked, 'model'), policy(), other)).rejects.toThrow(/ENOTDIR|EEXIST/);
  const spoilt = { ...policy(), policyUnits: [9, 4] as [number, number] };
  await expect(writeModel(tf, folder, spoilt, other)).rejects.toThrow();
  expect(readModel(folder).weights).toEqual(weights);
  expect(readdirSync(work).filter((name) => name.startsWith(`${count - 1}.`))).toEqual([]);
});

test('a name stands for the model of the application, a path for a model or the folder of a run', () => {
  expect(modelFolder('default', '/r')).toBe(join('/r', 'models', 'default'));
  expect(modelFolder(folder, '/r')).toBe(folder);
  expect(modelFolder(work, '/r')).toBe(work);
});
