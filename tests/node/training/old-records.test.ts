import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { defaultHyperparameters } from '../../../src/core/training/hyperparameters';
import { readModel } from '../../../src/node/models';
import { readRun } from '../../../src/node/training/run-folder';
import { RunStore } from '../../../src/node/training/run-store';
import { parsePolicy } from '../../../src/shared/policy';
import { runLineSchema } from '../../../src/shared/training';

/** `run.json` and `policy.json` as the application itself wrote them at each commit at which their form changed. */
const records = join(import.meta.dirname, 'old-records');

function readPolicy(form: string) {
  const file = join(records, form, 'policy.json');
  return parsePolicy(JSON.parse(readFileSync(file, 'utf8')), file);
}

const untold = { resumedAtDecisions: [] };
const together = { unaugmentedTraces: null, scenarios: [] };
const apart = { unaugmentedTraces: [{ name: 'step', count: 3 }], scenarios: [] };
const untried = {
  ...{ vineEvery: 0, vineSeconds: 60, vineMinSteps: 8, vineMinProbability: 0.01 },
  ...{ advantageScalePower: 0, weightDecay: 0 },
};

test.each([
  ['bb0bc9b', 'no-backend', together, { ...untried, vineMaxRollouts: 6144, valueDamping: 0 }],
  ['74ee34d', 'no-branches', together, { ...untried, vineMaxRollouts: 6144, valueDamping: 0 }],
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
  const { traces, unaugmentedTraces } = readPolicy('no-resumptions').training;
  expect(traces).toEqual(['3g', 'step'].map((name) => ({ name, count: 3 })));
  expect(unaugmentedTraces).toBeNull();
});

test('records of a version to come are refused in a sentence that names the file and both versions', async () => {
  await expect(readRun(join(records, 'future'))).rejects.toThrow(
    /future.run\.json is no training run of this version: version: .*Expected 2 but received 3/,
  );
  expect(() => readPolicy('future')).toThrow(/policy\.json: expected a policy of version 2, found version 3/);
});

/** A run of version 1 with every renamed setting, stopped after 2,048 of 6,144 decisions. */
const version1 = join(records, 'version-1');
const settings = {
  ...{ environments: 64, stepsPerRollout: 16, updateEpochs: 3, minibatchSize: 256 },
  ...{ vineEvery: 2, vineSeconds: 40, vineMinSteps: 6, vineMinProbability: 0.02, vineMaxRollouts: 512 },
  ...{ clipCoef: 0.15, valueCoef: 0.6, valueHuberDelta: 3, maxGradientNorm: 0.4 },
  ...{ advantageClip: 400, valueDamping: 1, advantageScalePower: 0.25, extraStallWeight: 0 },
  ...{ distillationCoef: 1.5, emaDecay: 0.998, entropyCoef: { from: 0.004, to: 0.0003 } },
};

test('a run of version 1 is read with the names of version 2', async () => {
  const { version, plan } = await readRun(version1);
  expect(version).toBe(2);
  expect(plan.hyperparameters).toMatchObject(settings);
  expect(Object.keys(plan.hyperparameters)).toEqual(Object.keys(defaultHyperparameters));
  expect(plan.traces).toMatchObject({ families: ['3g'], unaugmentedFamilies: ['step'] });
  expect(plan.scenarios).toMatchObject([
    { weight: 0.25, extraStallWeight: 0.2, traces: { unaugmentedFamilies: ['spike'] } },
    { weight: 0.2, distilled: true, augmentation: { slowStartShare: 0.5 } },
  ]);
});

test('a profile with a run of version 1 opens: history, curves and model', async () => {
  const store = new RunStore(records);
  const listed = (await store.list()).find(({ id }) => id === 'version-1');
  expect(listed).toMatchObject({ hasModel: true, run: { decisions: 2048, state: 'stopped' } });
  const { iterations, evaluations } = await store.open('version-1');
  const metrics = iterations.map((each) => [each.decisions, each.distillation_agreement, each.entropy_coef]);
  expect(metrics).toEqual([
    [1024, 1, 0.004],
    [2048, 1, expect.closeTo(0.004 * (0.0003 / 0.004) ** (1 / 6), 12)],
  ]);
  expect(evaluations).toHaveLength(2);
  const { policy, weights } = readModel(join(version1, 'model'));
  expect(weights).toHaveLength(399);
  expect(policy.training.hyperparameters).toMatchObject(settings);
  expect(policy.training.unaugmentedTraces).toEqual([{ name: 'step', count: 3 }]);
  expect(policy.training.scenarios).toMatchObject([
    { weight: 0.25, extraStallWeight: 0.2, unaugmentedTraces: [{ name: 'spike', count: 2 }] },
    { weight: 0.2, distilled: true, unaugmentedTraces: [] },
  ]);
});

test('a metrics line from before agreement was measured has none', () => {
  const text = readFileSync(join(version1, 'metrics.jsonl'), 'utf8').split('\n')[0];
  const line: unknown = JSON.parse(text.replace('"held_agreement":1,', ''));
  expect(v.parse(runLineSchema, line)).toMatchObject({
    metrics: { distillation_agreement: null, decisions: 1024 },
  });
});
