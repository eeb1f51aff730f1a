import { quoteName } from '../../core/text/quote';
import { evaluationSessions, shownSessions } from '../../core/training/session-mix';
import type { SessionSetup } from '../../core/training/training-session';
import { initialWeights } from '../../core/training/initial-weights';
import { Layout } from '../../core/agent/layout';
import { warmUp } from '../../core/training/warm-up';
import { Trainer, type IterationMetrics } from '../../core/training/trainer';
import type { TrainingPlan } from '../../shared/training';
import { readModel } from '../models';
import { calibrate, secondsNow } from './calibrate';
import { readCheckpoint } from './checkpoint';
import { readTrainingData } from './data';
import { beforeAfter, evaluateRules, evaluateWeights } from './evaluation';
import { RunRecord } from './record';
import { runAlone } from '../run-folders';
import { noteFailure, runFiles } from './run-folder';
import type { RunOptions } from './run-options';
import { startTeam, type TeamOptions } from './team';
import { sentenceOf } from '../platform/sentence';

/** Evaluations in a run. */
const evaluations = 40;
/** A kill loses no more than this. */
const checkpointSeconds = 30;
const firstCheckpointSeconds = 2;
/** Sessions on which the agent is compared before and after. */
const comparedSessions = 100;

/**
 * Trains as a plan says, in a folder of its own; a checkpoint in it is gone on from.
 * @throws Error, a sentence: another process trains in the folder, the plan's data cannot be read, the numbers left all
 * bounds, or the disk failed. The best model and the last checkpoint stay, and the folder's record says why it failed.
 */
export async function runTraining(options: RunOptions): Promise<void> {
  const { folder } = options;
  await runAlone(folder, 'an agent is being trained', async () => {
    try {
      await trainInFolder(options);
    } catch (error) {
      await noteFailure(folder, sentenceOf(error));
      throw error;
    }
  });
}

async function trainInFolder(options: RunOptions): Promise<void> {
  const { tf, backend, folder, plan, tell, control, workerFile, threads } = options;
  const { hyperparameters: settings, seed } = plan;
  const layout = new Layout(settings);
  const data = readTrainingData(plan);
  const sessions = evaluationSessions(data.validation);
  const checkpoint = readCheckpoint(runFiles(folder).checkpoint);
  const start = checkpoint?.start ?? startWeights(plan, layout);
  const record = await RunRecord.open(options, checkpoint, data);
  const baselines = evaluateRules(sessions);
  await record.begin(baselines);
  tell({
    type: 'started',
    backend,
    budgetDecisions: checkpoint?.budgetDecisions ?? statedBudget(plan),
    baselines: [...baselines],
  });
  warmUp(tf, layout);
  const teamOptions: TeamOptions = {
    ...{ workerFile, threads, backend, settings, mix: data.training, weights: start },
    seed: seed + (checkpoint?.trainer.decisions ?? 0),
  };
  const budget =
    checkpoint?.budgetDecisions ??
    statedBudget(plan) ??
    (await calibrate(teamOptions, plan, layout, control));
  await record.budgeted(budget);
  tell({ type: 'budget', budgetDecisions: budget });
  const team = await startTeam(teamOptions);
  try {
    const trainer = new Trainer(team, settings, layout);
    if (checkpoint) trainer.restore(checkpoint.trainer);
    await train({ options, trainer, record, sessions, layout, budget, start });
  } finally {
    await team.stop();
  }
  const compared = beforeAfter(
    shownSessions(data.validation, comparedSessions),
    layout,
    start,
    record.bestWeights(),
  );
  await record.end(control.stopped ? 'stopped' : 'finished', compared);
  tell({ type: 'before-after', beforeAfter: compared });
  tell({ type: 'state', state: control.stopped ? 'stopped' : 'finished', problem: null });
  tf.disposeVariables();
}

interface Loop {
  readonly options: RunOptions;
  readonly trainer: Trainer;
  readonly record: RunRecord;
  readonly sessions: readonly SessionSetup[];
  readonly layout: Layout;
  readonly budget: number;
  readonly start: Float32Array;
}

async function train({ options, trainer, record, sessions, layout, budget, start }: Loop): Promise<void> {
  const { control, tell } = options;
  let evaluatedAt = trainer.decisions;
  let savedAt = secondsNow() + firstCheckpointSeconds - checkpointSeconds;
  while (trainer.decisions < budget && !control.stopped) {
    await control.goOn();
    const before = secondsNow();
    const metrics = await trainer.iterate(trainer.decisions / budget);
    checkBounds(metrics, trainer.averaged);
    record.trainedSeconds += secondsNow() - before;
    const told = { ...metrics, decisions_per_second: record.decisionsPerSecond(trainer.decisions) };
    await record.iteration(told);
    tell({ type: 'iteration', metrics: told });
    if (trainer.decisions - evaluatedAt >= budget / evaluations || trainer.decisions >= budget) {
      evaluatedAt = trainer.decisions;
      const evaluation = await record.evaluated(
        evaluateWeights(sessions, layout, trainer.averaged, trainer.decisions),
        trainer.averaged,
      );
      tell({ type: 'evaluation', evaluation });
    }
    if (secondsNow() - savedAt > checkpointSeconds) {
      await record.checkpoint(trainer.save(), budget, start);
      tell({ type: 'checkpoint', decisions: trainer.decisions });
      savedAt = secondsNow();
    }
  }
  if (!record.hasModel) {
    await record.evaluated(
      evaluateWeights(sessions, layout, trainer.averaged, trainer.decisions),
      trainer.averaged,
    );
  }
  await record.checkpoint(trainer.save(), budget, start);
}

function statedBudget({ budget }: TrainingPlan): number | null {
  return 'decisions' in budget ? budget.decisions : null;
}

function startWeights({ startFrom, hyperparameters, seed }: TrainingPlan, layout: Layout): Float32Array {
  if (startFrom === null) return initialWeights(layout, seed);
  const { policy, weights } = readModel(startFrom);
  const found = [...policy.policyUnits, ...policy.valueUnits].join(', ');
  const expected = [...hyperparameters.policyUnits, ...hyperparameters.valueUnits].join(', ');
  if (found !== expected) {
    throw new Error(
      `${quoteName(startFrom)}: expected a network of ${expected} units to start from, found ${found}`,
    );
  }
  return weights;
}

/** Ends a run whose numbers have left all bounds, before they are kept. */
function checkBounds(metrics: IterationMetrics, weights: Float32Array): void {
  for (const [name, value] of Object.entries(metrics)) {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new Error(`training diverged: ${name} became ${value} after ${metrics.decisions} decisions`);
    }
  }
  if (!weights.every((weight) => Number.isFinite(weight))) {
    throw new Error(`training diverged: a weight is no number after ${metrics.decisions} decisions`);
  }
}
