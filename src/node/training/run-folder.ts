import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkForeign } from '../../shared/foreign';
import {
  runLineSchema,
  storedTrainingRunSchema,
  type RunLine,
  type TrainingEvaluation,
  type TrainingRun,
} from '../../shared/training';
import { parseJsonFile, type JsonFileOptions } from '../json-store';
import { writeJsonFile } from '../platform/checksum';
import { foreignLines } from '../platform/foreign-lines';
import { jsonText } from '../platform/json-text';
import { updateJson } from '../platform/update-json';
import { unlessRunning } from '../run-folders';

/** Why nothing of a run under way is removed or restored. */
export const isBeingTrained = 'This agent is being trained; stop it first.';

/** What lies where in a run's folder. */
export function runFiles(folder: string) {
  return {
    /** TrainingRun: what history lists. */
    run: join(folder, 'run.json'),
    /** One RunLine a line. */
    metrics: join(folder, 'metrics.jsonl'),
    /** The best model so far, in the form that node/models.ts reads. */
    model: join(folder, 'model'),
    checkpoint: join(folder, 'checkpoint.bin'),
  };
}

/** @throws Error, a sentence naming the file and what in it is not as expected. */
export function readRun(folder: string, options?: JsonFileOptions): Promise<TrainingRun> {
  return parseJsonFile(runFiles(folder).run, storedTrainingRunSchema, 'training run', options);
}

/** Writes the record of a run that nobody else knows yet. */
export function writeRun(folder: string, run: TrainingRun): Promise<void> {
  return writeJsonFile(runFiles(folder).run, run, 'training run');
}

/** Changes the record of a run, which the training process, the window and a command may change at the same time. */
export function changeRun(folder: string, change: (run: TrainingRun) => TrainingRun): Promise<TrainingRun> {
  return updateJson(runFiles(folder).run, () => readRun(folder), change);
}

export function isUnderWay({ state }: TrainingRun): boolean {
  return state === 'running' || state === 'paused';
}

/** A run that is under way says in its record why it ended; a full disk may forbid even that. */
export async function noteFailure(folder: string, problem: string): Promise<void> {
  if (!existsSync(runFiles(folder).run)) return;
  const endedAt = new Date().toISOString();
  try {
    await changeRun(folder, (run) => (isUnderWay(run) ? { ...run, state: 'failed', problem, endedAt } : run));
  } catch {
    return; // the problem itself is told
  }
}

/** The same of a run whose process died, unless another process goes on with it by now. */
export async function noteDeath(folder: string, problem: string): Promise<void> {
  if (!existsSync(folder)) return;
  await unlessRunning(folder, () => noteFailure(folder, problem)).catch(() => undefined); // as above
}

/** A line of a run's metrics. */
export function formatRunLine(line: RunLine): string {
  return `${jsonText(line)}\n`;
}

/** Every whole line of a run's metrics; a line cut off by a kill is passed over. @throws Error when the file cannot be read. */
export async function readRunLines(folder: string): Promise<RunLine[]> {
  const { metrics } = runFiles(folder);
  if (!existsSync(metrics)) return [];
  const lines: RunLine[] = [];
  for await (const line of foreignLines(metrics, 'metrics of a training run')) lines.push(...runLine(line));
  return lines;
}

/** The evaluations of a run; none where its metrics cannot be read, for a run is listed without them, too. */
export async function readEvaluations(folder: string): Promise<TrainingEvaluation[]> {
  const evaluations: TrainingEvaluation[] = [];
  try {
    for await (const line of foreignLines(runFiles(folder).metrics, 'metrics of a training run')) {
      if (!line.includes('"evaluation"')) continue; // the many iterations are not parsed
      for (const read of runLine(line)) if (read.type === 'evaluation') evaluations.push(read.evaluation);
    }
    return evaluations;
  } catch {
    return [];
  }
}

function runLine(line: string): RunLine[] {
  const checked = checkForeign(runLineSchema, jsonOrNull(line));
  return checked.success ? [checked.output] : [];
}

function jsonOrNull(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
