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
const emphasis = {
  ...{ share: 0.2, videos: [{ path: 'movie.json' }], qoe: ['log'] },
  traces: { paths: ['links'], families: [], perFamily: 0 },
};
const variation = { bandwidthSpread: 0.3, durationSpread: 0.3, shuffledShare: 0.3 };

function read(plan: object, ...words: string[]) {
  const file = join(folder, 'plan.json');
  writeFileSync(file, JSON.stringify(plan));
  return planOf(readArguments(planOptions, ['--plan', file, '--out', join(folder, 'run'), ...words]));
}

test('a plan file stands over the defaults, and settings it leaves out have theirs', () => {
  const plan = read({ ...stated, hyperparameters: { branchEvery: 4 } });
  expect(plan.budget).toEqual({ decisions: 7000 });
  expect(plan.videos).toEqual(stated.videos);
  expect(plan.hyperparameters).toMatchObject({ branchEvery: 4, branchSeconds: 60, discount: 0.99 });
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

test("an emphasis' relative paths start from --data as the plan's own do", () => {
  const plan = read({ ...stated, emphases: [emphasis] }, '--data', folder);
  expect(plan.emphases).toEqual([
    {
      ...emphasis,
      videos: [{ path: join(folder, 'movie.json') }],
      traces: { ...emphasis.traces, paths: [join(folder, 'links')] },
    },
  ]);
});

test('shares that are 1 by hand are taken', () => {
  const emphases = [0.8, 0.05, 0.05, 0.1].map((share) => ({ ...emphasis, share }));
  expect(read({ ...stated, emphases }).emphases).toHaveLength(4);
});

test.each([
  [{ ...stated, seeds: 3 }, 'seeds'],
  [{ ...stated, hyperparameters: { branchEvry: 4 } }, 'branchEvry'],
  [{ ...stated, hyperparameters: { valueDamping: -1 } }, 'valueDamping'],
  [{ ...stated, emphases: [emphasis, { ...emphasis, share: 0.9 }] }, 'expected shares of at most 1 in all'],
  [{ ...stated, emphases: [{ ...emphasis, hidesSizesShare: 0 }] }, 'hidesSizesShare'],
  [{ ...stated, emphases: [{ ...emphasis, videos: [{ path: null, chunkSecond: 4 }] }] }, 'chunkSecond'],
  [{ ...stated, emphases: [{ ...emphasis, traces: { ...emphasis.traces, pathTime: 4 } }] }, 'pathTime'],
  [{ ...stated, augmentation: { ...variation, slowStartsShare: 0.2 } }, 'slowStartsShare'],
  [{ ...stated, traces: { ...stated.traces, pathTime: 4 } }, 'pathTime'],
  [{ ...stated, validation: { ...stated.traces, plainFamily: [] } }, 'plainFamily'],
  [{ ...stated, videos: [{ ...stated.videos[0], time: 2 }] }, 'videos.0.time'],
])('a name that means nothing, or a value out of bounds, is refused (%#)', (plan, named) => {
  expect(() => read(plan)).toThrow(named);
});
