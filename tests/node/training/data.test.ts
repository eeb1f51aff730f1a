import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noAugmentation } from '../../../src/core/training/augment';
import { defaultHyperparameters } from '../../../src/core/training/hyperparameters';
import { readTrainingData } from '../../../src/node/training/data';
import type { TrainingPlan } from '../../../src/shared/training';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'training-data-'));
  for (let i = 0; i < 12; i++) writeFileSync(join(folder, `link-${i}.txt`), `0 ${i + 1}\n1 ${i + 2}\n2 1\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const none = { paths: [], families: [], perFamily: 0 };
function plan(some: Partial<TrainingPlan>): TrainingPlan {
  return {
    name: 'data',
    videos: [{ path: null, ladderKbps: [300, 900], chunkSeconds: 4 }],
    ...{ qoe: ['lin'], traces: { ...none, paths: [folder] }, validation: none },
    ...{ budget: { decisions: 1 }, seed: 1, startFrom: null, hidesSizesShare: 0, bufferCapsSeconds: [60] },
    ...{ augmentation: noAugmentation, hyperparameters: defaultHyperparameters },
    ...some,
  };
}

test('a video so many times is as many synthetic videos, or the same file again', () => {
  const { training } = readTrainingData(
    plan({ videos: [{ path: null, ladderKbps: [300, 900], chunkSeconds: 4, times: 3 }] }),
  );
  expect(training.videos).toHaveLength(3);
  const [one, other] = training.videos;
  expect(one.ladderKbps).toEqual(other.ladderKbps);
  expect(one.chunkKilobits).not.toEqual(other.chunkKilobits);
});

test('files count as often as is said beside synthetic traces, and none of those kept for judging is trained on', () => {
  const { training, validation } = readTrainingData(
    plan({ traces: { paths: [folder], pathTimes: 4, families: ['step'], perFamily: 8 } }),
  );
  // 20 different traces: the second and the twelfth are kept, both of them files; ten files four times and eight others.
  expect(validation.traces).toHaveLength(2);
  expect(training.traces).toHaveLength(10 * 4 + 8);
  expect(training.traces.filter((trace) => validation.traces.includes(trace))).toEqual([]);
});

test('plain families stand by themselves, with traces of their own', () => {
  const { training } = readTrainingData(
    plan({ traces: { ...none, families: ['cable'], unaugmentedFamilies: ['cable', 'ramp'], perFamily: 5 } }),
  );
  expect(training.unaugmentedTraces).toHaveLength(10);
  expect(training.unaugmentedTraces?.[0].kbps).not.toEqual(training.traces[0].kbps);
});

test('a scenario has videos and traces of its own, made from other seeds', () => {
  const videos = [{ path: null, ladderKbps: [300, 900], chunkSeconds: 4 }];
  const traces = { ...none, families: ['cable'], unaugmentedFamilies: ['ramp'], perFamily: 5 };
  const augmentation = { bandwidthSpread: 0.1, durationSpread: 0, shuffledShare: 1, slowStartShare: 0.5 };
  const own = { extraStallWeight: 0.1, bufferCapsSeconds: [30], augmentation, distilled: true };
  const scenario = { weight: 0.2, videos, qoe: ['log' as const], traces, ...own };
  const { training, validation } = readTrainingData(
    plan({ videos, traces, scenarios: [scenario, scenario], startFrom: 'a' }),
  );
  const [first, second] = training.scenarios ?? [];
  expect(first).toMatchObject({ weight: 0.2, qoe: ['log'], ...own });
  for (const parts of [first, second]) {
    expect(parts.traces).toHaveLength(5);
    expect(parts.unaugmentedTraces).toHaveLength(5);
    expect(parts.videos[0].ladderKbps).toEqual([300, 900]);
  }
  const different = (all: readonly ArrayLike<number>[]): number =>
    new Set(all.map((numbers) => Array.from(numbers).join())).size;
  const parts = [training, first, second];
  expect(different(parts.map(({ videos: own }) => own[0].chunkKilobits[0]))).toBe(3);
  expect(different(parts.map(({ traces: own }) => own[0].kbps))).toBe(3);
  expect(different(parts.map(({ unaugmentedTraces: own }) => own?.[0].kbps ?? []))).toBe(3);
  expect(validation.scenarios).toBeUndefined();
});

const synthetic = { ...none, families: ['cable'], perFamily: 2 };
const ladderKbps = [300, 900, 1500, 2000];

test.each([
  ['without traces', { traces: none }, 'scenario 2: expected at least one trace to train on, got none'],
  ['of an unknown family', { traces: { ...synthetic, families: ['cabel'] } }, /^scenario 2: .*cabel/],
  [
    'with a measure that does not fit',
    { videos: [{ path: null, ladderKbps }], qoe: ['hd'] },
    /^scenario 2: .*hd/,
  ],
] as const)('a scenario %s is refused by its number', (_, wrong, told) => {
  const right = { weight: 0.2, videos: [{ path: null }], qoe: ['lin' as const], traces: synthetic };
  const scenarios = [right, { ...right, ...wrong }] as TrainingPlan['scenarios'];
  expect(() => readTrainingData(plan({ scenarios, validation: synthetic }))).toThrow(told);
});

test('a scenario that is distilled needs a model to start from', () => {
  const distilled = {
    ...{ weight: 0.2, videos: [{ path: null }], qoe: ['lin' as const], traces: synthetic, distilled: true },
  };
  expect(() => readTrainingData(plan({ scenarios: [distilled], validation: synthetic }))).toThrow(
    'scenario 1: expected a model to start from where it is distilled, got none',
  );
});

test('files of a scenario need traces for validation that are stated: a tenth set aside might be among them', () => {
  const videos = [{ path: null, ladderKbps: [300, 900], chunkSeconds: 4 }];
  const scenario = { weight: 0.2, videos, qoe: ['lin' as const], traces: { ...none, paths: [folder] } };
  expect(() => readTrainingData(plan({ scenarios: [scenario] }))).toThrow(
    'expected traces for validation beside scenarios that name trace files, got none',
  );
  const stated = readTrainingData(plan({ scenarios: [scenario], validation: synthetic }));
  expect(stated.training.scenarios?.[0].traces).toHaveLength(12);
});
