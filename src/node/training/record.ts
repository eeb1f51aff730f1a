import { shownName } from '../../core/text/quote';
import { existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { candidateFeatures, contextFeatures } from '../../core/agent/features';
import type { SessionParts } from '../../core/training/session-mix';
import type { TrainerState } from '../../core/training/trainer';
import {
  trainingPlanSchema,
  trainingRunVersion,
  type RunLine,
  type BeforeAfter,
  type RunState,
  type TrainingBaseline,
  type TrainingEvaluation,
  type TrainingMetrics,
  type TrainingPlan,
  type TrainingRun,
} from '../../shared/training';
import { policyVersion, type PolicyFile } from '../../shared/policy';
import { fileFault, writeAtomic } from '../files';
import { readModel, writeModel } from '../models';
import { updateJson } from '../platform/update-json';
import { writeCheckpoint, type Checkpoint } from './checkpoint';
import type { TrainingData } from './data';
import type { RunOptions } from './run-options';
import { formatRunLine, readRun, readRunLines, runFiles } from './run-folder';

/** Everything that a run leaves in its folder, kept up as it goes. */
export class RunRecord {
  trainedSeconds: number;
  private best: TrainingEvaluation | null;

  /** Opens the folder's record, or begins one. */
  static async open(
    options: RunOptions,
    checkpoint: Checkpoint | null,
    data: TrainingData,
  ): Promise<RunRecord> {
    const { folder, plan, backend } = options;
    const before = existsSync(runFiles(folder).run) ? await readRun(folder) : null;
    if (before && checkpoint) checkSamePlan(folder, before, plan);
    await keepLines(folder, checkpoint?.trainer.decisions ?? 0);
    const run: TrainingRun = {
      version: trainingRunVersion,
      name: before?.name ?? plan.name,
      startedAt: before?.startedAt ?? new Date().toISOString(),
      endedAt: null,
      state: 'running',
      problem: null,
      plan,
      backend,
      budgetDecisions: checkpoint?.budgetDecisions ?? null,
      decisions: checkpoint?.trainer.decisions ?? 0,
      resumedAtDecisions: resumptions(before, checkpoint),
      baselines: [],
      best: better(before?.best ?? null, checkpoint?.best ?? null),
      beforeAfter: null,
    };
    return new RunRecord(options, run, data, checkpoint?.trainedSeconds ?? 0);
  }

  private constructor(
    private readonly options: RunOptions,
    private run: TrainingRun,
    private readonly data: TrainingData,
    trainedSeconds: number,
  ) {
    this.trainedSeconds = trainedSeconds;
    this.best = run.best;
  }

  get hasModel(): boolean {
    return this.best !== null;
  }

  begin(baselines: readonly TrainingBaseline[]): Promise<void> {
    return this.change({ baselines: [...baselines] });
  }

  budgeted(budgetDecisions: number): Promise<void> {
    return this.change({ budgetDecisions });
  }

  decisionsPerSecond(decisions: number): number {
    return decisions / Math.max(this.trainedSeconds, 1e-9);
  }

  iteration(metrics: TrainingMetrics): Promise<void> {
    this.run = { ...this.run, decisions: metrics.decisions };
    return this.append({ type: 'iteration', metrics });
  }

  /** Keeps the weights as the run's model when none were better, or always where the plan keeps the last. */
  async evaluated(
    found: Omit<TrainingEvaluation, 'best'>,
    weights: Float32Array,
  ): Promise<TrainingEvaluation> {
    const isBetter = this.best === null || found.score > this.best.score;
    const evaluation = { ...found, best: isBetter || this.options.plan.keep === 'last' };
    if (evaluation.best) {
      const { tf, folder } = this.options;
      await writeModel(tf, runFiles(folder).model, this.policy(evaluation), weights);
      this.best = evaluation;
    }
    await this.append({ type: 'evaluation', evaluation });
    await this.change({ best: this.best });
    return evaluation;
  }

  async checkpoint(trainer: TrainerState, budgetDecisions: number, start: Float32Array): Promise<void> {
    const { best, trainedSeconds } = this;
    await writeCheckpoint(runFiles(this.options.folder).checkpoint, {
      ...{ budgetDecisions, trainedSeconds, trainer, best, start },
    });
    await this.change({});
  }

  /** The weights kept so far. */
  bestWeights(): Float32Array {
    return readModel(runFiles(this.options.folder).model).weights;
  }

  end(state: RunState, beforeAfter: BeforeAfter | null, problem: string | null = null): Promise<void> {
    return this.change({ state, problem, endedAt: new Date().toISOString(), beforeAfter });
  }

  /** The name is the user's to change meanwhile. */
  private async change(change: Partial<TrainingRun>): Promise<void> {
    const { folder } = this.options;
    const file = runFiles(folder).run;
    const stored = (): TrainingRun | Promise<TrainingRun> => (existsSync(file) ? readRun(folder) : this.run);
    this.run = await updateJson(file, stored, ({ name }) => ({ ...this.run, ...change, name }));
  }

  private async append(line: RunLine): Promise<void> {
    const { metrics } = runFiles(this.options.folder);
    try {
      await appendFile(metrics, formatRunLine(line));
    } catch (error) {
      throw new Error(`${shownName(metrics)} cannot be written: ${fileFault(error)}`, { cause: error });
    }
  }

  private policy(evaluation: TrainingEvaluation): PolicyFile {
    const { plan, application, commit, backend } = this.options;
    const { training, validation } = this.data;
    const { policyUnits, valueUnits } = plan.hyperparameters;
    return {
      schema: 'neuralstream-policy',
      version: policyVersion,
      name: this.run.name,
      contextFeatures: [...contextFeatures],
      candidateFeatures: [...candidateFeatures],
      policyUnits,
      valueUnits,
      training: {
        createdAt: new Date().toISOString(),
        ...{ application, commit, backend },
        seed: plan.seed,
        budgetDecisions: this.run.budgetDecisions ?? evaluation.decisions,
        decisions: evaluation.decisions,
        resumedAtDecisions: this.run.resumedAtDecisions,
        ...told(training),
        scenarios: (training.scenarios ?? []).map((scenario) => ({
          ...{ weight: scenario.weight, qoe: [...scenario.qoe], ...told(scenario) },
          extraStallWeight: scenario.extraStallWeight,
          bufferCapsSeconds: scenario.bufferCapsSeconds && [...scenario.bufferCapsSeconds],
          augmentation: scenario.augmentation,
          distilled: scenario.distilled,
        })),
        validation: traceSources(validation.traces),
        ...{ hidesSizesShare: plan.hidesSizesShare, bufferCapsSeconds: plan.bufferCapsSeconds },
        augmentation: plan.augmentation,
        qoe: [...plan.qoe],
        validationQoe: evaluation.qoe ?? evaluation.score,
        startedFrom: plan.startFrom && originName(plan.startFrom),
        hyperparameters: plan.hyperparameters,
      },
    };
  }
}

/** A model by its folder's name, that of a run's model by its run's: where it lay is nobody else's business. */
function originName(folder: string): string {
  const ofRun = folder === runFiles(dirname(folder)).model;
  return basename(ofRun ? dirname(folder) : folder);
}

/** A folder's run can be gone on with, not turned into another one. */
function checkSamePlan(folder: string, { plan: stored }: TrainingRun, plan: TrainingPlan): void {
  const differs = (Object.keys(trainingPlanSchema.entries) as (keyof TrainingPlan)[]).find(
    (key) => key !== 'name' && JSON.stringify(plan[key]) !== JSON.stringify(stored[key]),
  );
  if (differs === undefined) return;
  const [found, wanted] = [stored[differs], plan[differs]].map((value) =>
    value === undefined ? 'none' : JSON.stringify(value).slice(0, 80),
  );
  throw new Error(
    `${shownName(folder)} holds a run with another ${differs} (${found}, asked for ${wanted}); choose another folder`,
  );
}

/** What was told after the checkpoint will be told again. */
async function keepLines(folder: string, decisions: number): Promise<void> {
  const { metrics } = runFiles(folder);
  if (!existsSync(metrics)) return;
  const kept = (await readRunLines(folder)).filter((line) => {
    return (line.type === 'iteration' ? line.metrics : line.evaluation).decisions <= decisions;
  });
  await writeAtomic(metrics, kept.map(formatRunLine).join(''));
}

/** Twice from the same checkpoint is as once: the same sessions follow. A run that is over draws nothing any more. */
function resumptions(before: TrainingRun | null, checkpoint: Checkpoint | null): number[] {
  if (checkpoint === null) return [];
  const earlier = before?.resumedAtDecisions ?? [];
  const { decisions } = checkpoint.trainer;
  return decisions < checkpoint.budgetDecisions ? [...new Set([...earlier, decisions])] : earlier;
}

function better(one: TrainingEvaluation | null, other: TrainingEvaluation | null): TrainingEvaluation | null {
  if (one === null || other === null) return one ?? other;
  return one.score >= other.score ? one : other;
}

function told({ videos, traces, unaugmentedTraces = [] }: SessionParts) {
  return {
    videos: [...new Set(videos.map(({ name }) => name))],
    traces: traceSources(traces),
    unaugmentedTraces: traceSources(unaugmentedTraces),
  };
}

/** Counts of traces by the first word of their names, for the record. */
function traceSources(traces: readonly { name: string }[]): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { name } of traces) {
    const family = /^\d*[a-z-]+/i.exec(name)?.[0].replace(/[-_.]+$/, '') ?? name;
    counts.set(family, (counts.get(family) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ name, count }));
}
