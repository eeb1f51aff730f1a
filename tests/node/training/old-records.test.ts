import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRun } from '../../../src/node/training/run-folder';
import { parsePolicy } from '../../../src/shared/policy';

/** `run.json` and `policy.json` as the application itself wrote them at each commit at which their form changed. */
const records = join(import.meta.dirname, 'old-records');

function readPolicy(form: string) {
  const file = join(records, form, 'policy.json');
  return parsePolicy(JSON.parse(readFileSync(file, 'utf8')), file);
}

const untold = { resumedAtDecisions: [] };
const together = { plainTraces: null, emphases: [] };
const apart = { plainTraces: [{ name: 'step', count: 3 }], emphases: [] };
const untried = {
  ...{ branchEvery: 0, branchSeconds: 60, branchSteps: 8, branchProbability: 0.01 },
  ...{ stakesPower: 0, weightDecay: 0 },
};

test.each([
  ['bb0bc9b', 'no-backend', together, { ...untried, branchesMost: 6144, valueDamping: 0 }],
  ['74ee34d', 'no-branches', together, { ...untried, branchesMost: 6144, valueDamping: 0 }],
  ['5d741b9', 'plain-share', together, untried],
  ['689ca9a', 'branch-chance', together, untried],
  ['02ec894', 'no-resumptions', together, untried],
  ['01e61d7', 'no-emphases', apart, untried],
])(
  'records of commit %s (%s) are read, what they do not tell by its default',
  async (name, form, met, settings) => {
    const run = await readRun(join(records, form));
    expect(run).toMatchObject({ name, state: 'finished', backend: 'native', decisions: 0, ...untold });
    expect(run).toMatchObject({
      best: { score: 0.5, qoe: 0.75 },
      plan: { seed: 3, videos: [{ path: null }] },
    });
    expect(run.plan.hyperparameters).toMatchObject({ policyUnits: [4, 3], ...settings });
    const { training, ...policy } = readPolicy(form);
    expect(policy).toMatchObject({ name, policyUnits: [4, 3], valueUnits: [4, 2] });
    expect(training).toMatchObject({ backend: 'native', decisions: 100, ...met, ...untold });
    expect(training.hyperparameters).toMatchObject(settings);
    for (const { augmentation, hyperparameters } of [run.plan, training]) {
      expect(augmentation).toEqual({ bandwidthSpread: 0.3, durationSpread: 0.3, shuffledShare: 0.3 });
      expect(hyperparameters).not.toHaveProperty('branchChance');
    }
  },
);

test('traces that were never varied stand among the others in a policy from before they were kept apart', () => {
  const { traces, plainTraces } = readPolicy('no-resumptions').training;
  expect(traces).toEqual(['3g', 'step'].map((name) => ({ name, count: 3 })));
  expect(plainTraces).toBeNull();
});

test('records of a version to come are refused in a sentence that names the file and both versions', async () => {
  await expect(readRun(join(records, 'future'))).rejects.toThrow(
    /future.run\.json is no training run of this version: version: .*Expected 1 but received 2/,
  );
  expect(() => readPolicy('future')).toThrow(/policy\.json: expected a policy of version 1, found version 2/);
});
