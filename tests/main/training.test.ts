import { beforeEach, expect, test, vi } from 'vitest';
import { noAugmentation } from '../../src/core/training/augment';
import { defaultHyperparameters } from '../../src/core/training/hyperparameters';
import {
  beginTraining,
  commandTraining,
  continueTraining,
  endTraining,
  runs,
  trainingNow,
} from '../../src/main/training';
import { mkdirSync } from 'node:fs';
import { writeRun } from '../../src/node/training/run-folder';
import type { TrainingPlan, TrainingRun } from '../../src/shared/training';
import { utilities } from './fake-electron';

vi.mock('electron', async () => (await import('./fake-electron')).electron);

const none = { paths: [], families: [], perFamily: 0 };
const plan: TrainingPlan = {
  ...{ name: 'One', videos: [{ path: null }], qoe: ['lin'], traces: none, validation: none },
  ...{ budget: { decisions: 100 }, seed: 1, startFrom: null, hidesSizesShare: 0, bufferCapsSeconds: [60] },
  ...{ augmentation: noAugmentation, hyperparameters: defaultHyperparameters },
};
const started = { type: 'started', backend: 'native', budgetDecisions: 100, baselines: [] };
const finished = { type: 'state', state: 'finished', problem: null };

beforeEach(() => void (utilities.length = 0));

/** Keeps a run's record, as its process does first of all. */
async function record(id: string): Promise<void> {
  const run: TrainingRun = {
    ...{ version: 2, name: 'One', startedAt: '2026-11-24T10:00:00.000Z', endedAt: null, state: 'stopped' },
    ...{ problem: null, plan, backend: 'native', budgetDecisions: 100, decisions: 0, resumedAtDecisions: [] },
    ...{ baselines: [], best: null, beforeAfter: null },
  };
  mkdirSync(runs().folderOf(id), { recursive: true });
  await writeRun(runs().folderOf(id), run);
}

const process = (count: number): Promise<unknown> => vi.waitFor(() => expect(utilities).toHaveLength(count));

async function end(): Promise<void> {
  for (const utility of utilities) utility.emit('message', finished);
  for (const utility of utilities) utility.emit('exit', 0);
  await vi.waitFor(() => expect(trainingNow()).toBeNull());
}

test('two trainings that are asked for at once start one process', async () => {
  await record('a');
  const first = beginTraining('a', () => Promise.resolve(plan));
  await expect(beginTraining('b', () => Promise.resolve(plan))).rejects.toThrow(
    'another agent is being trained; stop it before another begins',
  );
  expect(trainingNow()).toBe('a');
  await process(1);
  utilities[0].emit('message', started);
  expect((await first).id).toBe('a');
  await expect(beginTraining('b', () => Promise.resolve(plan))).rejects.toThrow('“One” is being trained');
  expect(utilities).toHaveLength(1);
  await end();
});

test('a run that is resumed twice at once is resumed once', async () => {
  await record('a');
  const first = continueTraining('a');
  await expect(continueTraining('a')).rejects.toThrow('is being trained');
  await process(1);
  utilities[0].emit('message', started);
  await first;
  expect(utilities).toHaveLength(1);
  await end();
});

test('a plan that cannot be made leaves the way free for the next training', async () => {
  const failing = beginTraining('a', () => Promise.reject(new Error('there is no such video')));
  await expect(failing).rejects.toThrow('there is no such video');
  expect(trainingNow()).toBeNull();
  expect(utilities).toHaveLength(0);
});

test('training that fails before it begins is told by the call, when its process is gone', async () => {
  const problem = 'no traces in /x';
  const failing = beginTraining('a', () => Promise.resolve(plan));
  const told = expect(failing).rejects.toThrow(problem);
  await process(1);
  utilities[0].emit('message', { type: 'state', state: 'failed', problem });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(trainingNow()).toBe('a');
  utilities[0].emit('exit', 0);
  await told;
  expect(trainingNow()).toBeNull();
});

test('training that is stopped while its plan is made starts no process', async () => {
  let made: (plan: TrainingPlan) => void = () => undefined;
  const stopped = beginTraining('a', () => new Promise((resolve) => (made = resolve)));
  const told = expect(stopped).rejects.toThrow('training was stopped before it began');
  const ended = endTraining();
  expect(() => commandTraining('pause')).toThrow('the training is only starting');
  made(plan);
  await Promise.all([told, ended]);
  expect(utilities).toHaveLength(0);
  expect(() => commandTraining('stop')).toThrow('no agent is being trained');
});

test('training that ends without having begun is an error, not a wait without end', async () => {
  const cut = beginTraining('a', () => Promise.resolve(plan));
  const told = expect(cut).rejects.toThrow('training ended before it began');
  await process(1);
  utilities[0].emit('message', { type: 'state', state: 'stopped', problem: null });
  utilities[0].emit('exit', 0);
  await told;
});
