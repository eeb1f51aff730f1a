import { beforeEach, expect, test, vi } from 'vitest';
import { defaultHyperparameters } from '../../../src/core/training/hyperparameters';
import { Layout } from '../../../src/core/agent/layout';
import { noAugmentation } from '../../../src/core/training/augment';
import { calibrate } from '../../../src/node/training/calibrate';
import type { TrainingPlan } from '../../../src/shared/training';

/** A machine on which the first iterations of 1000 decisions take their time, and a clock that only they move. */
const machine = vi.hoisted(() => ({ seconds: 0, iterations: 0, slow: 0, slowSeconds: 0, stopped: 0 }));

vi.mock('node:perf_hooks', () => ({ performance: { now: () => machine.seconds * 1000 } }));
vi.mock('../../../src/node/training/team', () => ({
  startTeam: () => Promise.resolve({ stop: () => Promise.resolve(void (machine.stopped += 1)) }),
}));
vi.mock('../../../src/core/training/trainer', () => ({
  Trainer: class {
    decisions = 0;
    iterate(): Promise<void> {
      machine.seconds += machine.iterations++ < machine.slow ? machine.slowSeconds : 0.1;
      this.decisions += 1000;
      return Promise.resolve();
    }
  },
}));

beforeEach(() => Object.assign(machine, { seconds: 0, iterations: 0, slow: 0, slowSeconds: 0, stopped: 0 }));

const families = { paths: [], families: ['3g'], perFamily: 2 };
const plan: TrainingPlan = {
  ...{ name: 'One', videos: [{ path: null }], qoe: ['lin'], traces: families, validation: families },
  ...{ budget: { minutes: 10 }, seed: 1, startFrom: null, hidesSizesShare: 0, bufferCapsSeconds: [60] },
  ...{ augmentation: noAugmentation, hyperparameters: defaultHyperparameters },
};

function measured(control = { stopped: false }): Promise<number> {
  return calibrate(
    {
      ...{ workerFile: '', threads: 1, backend: 'native', settings: defaultHyperparameters, seed: 1 },
      ...{ mix: { ...plan, videos: [], traces: [], scenarios: [] }, weights: new Float32Array(0) },
    },
    plan,
    new Layout(defaultHyperparameters),
    { ...control, goOn: () => Promise.resolve() },
  );
}

test('the speed is that of the second five seconds, not of the slow first ones', async () => {
  Object.assign(machine, { slow: 5, slowSeconds: 1 });
  // After 10 s, 590 s are left, of which .04 are for evaluations; then 10,000 decisions a second.
  const decisions = await measured();
  expect(decisions / (590 * 0.96 * 10_000)).toBeCloseTo(1, 2);
  expect(machine.stopped).toBe(1);
});

test('one iteration longer than all of the measure is measured for itself', async () => {
  Object.assign(machine, { slow: 1, slowSeconds: 30 });
  // 30 s and a tenth are over; the one that followed took a tenth.
  expect(await measured()).toBe(Math.round((600 - 30.1) * 0.96 * 10_000));
});

test('a run that is stopped meanwhile is measured by what there is, and its threads end', async () => {
  Object.assign(machine, { slow: 100, slowSeconds: 2 });
  expect(await measured({ stopped: true })).toBe(Math.round((600 - 4) * 0.96 * 500));
  expect(machine.stopped).toBe(1);
});
