import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readArguments } from '../../src/cli/arguments';
import { planOf, planOptions } from '../../src/cli/training-plan';

const folder = mkdtempSync(join(tmpdir(), 'training-plan-'));
afterAll(() => rmSync(folder, { recursive: true }));

const stated = {
  videos: [{ path: null, ladderKbps: [300, 900], chunkSeconds: 4, times: 3 }],
  traces: { paths: [], families: ['step'], perFamily: 5 },
  budget: { decisions: 7000 },
  startFrom: null,
};
const scenario = {
  ...{ weight: 0.2, videos: [{ path: 'movie.json' }], qoe: ['log'] },
  traces: { paths: ['links'], families: [], perFamily: 0 },
};
const variation = { bandwidthSpread: 0.3, durationSpread: 0.3, shuffledShare: 0.3 };

function read(plan: object, ...words: string[]) {
  return readNotified(plan, () => undefined, words);
}

function readNotified(plan: object, notify: (line: string) => void, words: readonly string[] = []) {
  const file = join(folder, 'plan.json');
  writeFileSync(file, JSON.stringify(plan));
  const args = readArguments(planOptions, ['--plan', file, '--out', join(folder, 'run'), ...words]);
  return planOf(args, notify);
}

test('a plan file stands over the defaults, and settings it leaves out have theirs', () => {
  const plan = read({ ...stated, hyperparameters: { vineEvery: 4 } });
  expect(plan.budget).toEqual({ decisions: 7000 });
  expect(plan.videos).toEqual(stated.videos);
  expect(plan.hyperparameters).toMatchObject({ vineEvery: 4, vineSeconds: 60, discount: 0.99 });
});

test('a budget and a model to start from on the line count more than those of the file', () => {
  const plan = read(stated, '--decisions', '100', '--init', 'default');
  expect(plan.budget).toEqual({ decisions: 100 });
  expect(plan.startFrom).toMatch(/models.default$/);
});

test('slow starts are a part of a plan', () => {
  const augmentation = { ...variation, slowStartShare: 0.2 };
  expect(read({ ...stated, augmentation }).augmentation).toEqual(augmentation);
});

test("a scenario's relative paths start from --data as the plan's own do", () => {
  const plan = read({ ...stated, scenarios: [scenario] }, '--data', folder);
  expect(plan.scenarios).toEqual([
    {
      ...scenario,
      videos: [{ path: join(folder, 'movie.json') }],
      traces: { ...scenario.traces, paths: [join(folder, 'links')] },
    },
  ]);
});

test('weights that add up to 1 by hand are accepted', () => {
  const scenarios = [0.8, 0.05, 0.05, 0.1].map((weight) => ({ ...scenario, weight }));
  expect(read({ ...stated, scenarios }).scenarios).toHaveLength(4);
});

test.each([
  [{ ...stated, seeds: 3 }, 'seeds'],
  [{ ...stated, hyperparameters: { branchEvry: 4 } }, 'branchEvry'],
  [{ ...stated, hyperparameters: { valueDamping: -1 } }, 'valueDamping'],
  [
    { ...stated, scenarios: [scenario, { ...scenario, weight: 0.9 }] },
    'expected weights of at most 1 in all',
  ],
  [{ ...stated, scenarios: [{ ...scenario, hidesSizesShare: 0 }] }, 'hidesSizesShare'],
  [{ ...stated, scenarios: [{ ...scenario, videos: [{ path: null, chunkSecond: 4 }] }] }, 'chunkSecond'],
  [{ ...stated, scenarios: [{ ...scenario, traces: { ...scenario.traces, pathTime: 4 } }] }, 'pathTime'],
  [{ ...stated, augmentation: { ...variation, slowStartsShare: 0.2 } }, 'slowStartsShare'],
  [{ ...stated, traces: { ...stated.traces, pathTime: 4 } }, 'pathTime'],
  [{ ...stated, validation: { ...stated.traces, plainFamily: [] } }, 'plainFamily'],
  [{ ...stated, videos: [{ ...stated.videos[0], time: 2 }] }, 'videos.0.time'],
])('a name that means nothing, or a value out of bounds, is refused (%#)', (plan, named) => {
  expect(() => read(plan)).toThrow(named);
});

const oldPlan = {
  ...stated,
  traces: { ...stated.traces, plainFamilies: ['ramp'] },
  validation: { paths: [], families: ['lte'], plainFamilies: [], perFamily: 1 },
  emphases: [
    {
      ...{ share: 0.2, videos: [{ path: null }], qoe: ['log'], stallEmphasis: 0.1, held: true },
      traces: { paths: [], families: [], plainFamilies: ['step'], perFamily: 2 },
    },
  ],
  hyperparameters: {
    ...{
      sessions: 64,
      horizon: 12,
      passes: 3,
      minibatch: 384,
      branchEvery: 2,
      branchSeconds: 80,
      branchSteps: 6,
    },
    ...{
      branchProbability: 0.02,
      branchesMost: 512,
      clipRange: 0.1,
      entropyWeight: { from: 0.02, to: 0.002 },
    },
    ...{ valueWeight: 0.6, stallEmphasis: 0, advantageLimit: 400, stakesPower: 0.25, valueErrorLimit: 3 },
    ...{ gradientNorm: 0.4, holdWeight: 1.5, averaging: 0.998 },
  },
};
const newPlan = {
  ...stated,
  traces: { ...stated.traces, unaugmentedFamilies: ['ramp'] },
  validation: { paths: [], families: ['lte'], unaugmentedFamilies: [], perFamily: 1 },
  scenarios: [
    {
      ...{ weight: 0.2, videos: [{ path: null }], qoe: ['log'], extraStallWeight: 0.1, distilled: true },
      traces: { paths: [], families: [], unaugmentedFamilies: ['step'], perFamily: 2 },
    },
  ],
  hyperparameters: {
    ...{
      environments: 64,
      stepsPerRollout: 12,
      updateEpochs: 3,
      minibatchSize: 384,
      vineEvery: 2,
      vineSeconds: 80,
    },
    ...{ vineMinSteps: 6, vineMinProbability: 0.02, vineMaxRollouts: 512, clipCoef: 0.1 },
    ...{ entropyCoef: { from: 0.02, to: 0.002 }, valueCoef: 0.6, extraStallWeight: 0, advantageClip: 400 },
    ...{ advantageScalePower: 0.25, valueHuberDelta: 3, maxGradientNorm: 0.4, distillationCoef: 1.5 },
    emaDecay: 0.998,
  },
};

test('a plan with the old names gives the same plan, and a line says what each is now called', () => {
  const lines: string[] = [];
  const plan = readNotified(oldPlan, (line) => lines.push(line));
  expect(plan).toEqual(readNotified(newPlan, (line) => lines.push(`unexpected: ${line}`)));
  expect(lines).toHaveLength(23);
  expect(lines).toContain(
    `${join(folder, 'plan.json')}: passes is now called updateEpochs; the old name is accepted`,
  );
});

test('a setting stated by its old and its new name is refused', () => {
  const hyperparameters = { passes: 2, updateEpochs: 3 };
  expect(() => read({ ...stated, hyperparameters })).toThrow(
    /plan\.json: updateEpochs is stated twice: passes is its old name/,
  );
});
