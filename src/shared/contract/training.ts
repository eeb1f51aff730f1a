import * as v from 'valibot';
import { qoeIds } from '../../core/qoe/qoe';
import { exportTargetIds } from '../exports';
import { idSchema as id } from '../id';
import { trainingEventSchema, trainingRequestSchema, type ListedRun, type OpenedRun } from '../training';
import { done, label, nothing, path, stated } from './entry';

/** Training runs and their history. */
export const trainingContract = {
  /** Newest first. */
  listRuns: { request: nothing, response: stated<ListedRun[]>() },
  readRun: { request: v.object({ id }), response: stated<OpenedRun>() },
  /** Starts a run; one at a time. */
  startTraining: { request: trainingRequestSchema, response: stated<ListedRun>() },
  /** Resumes a run that was stopped or cut off. */
  continueTraining: { request: v.object({ id }), response: done },
  pauseTraining: { request: nothing, response: done },
  resumeTraining: { request: nothing, response: done },
  /** Ends the run after the current iteration; its best model stays. */
  stopTraining: { request: nothing, response: done },
  /** Id of the run under way; null when there is none. */
  trainingNow: { request: nothing, response: v.nullable(v.string()) },
  renameRun: { request: v.object({ id, name: label }), response: done },
  removeRun: { request: v.object({ id }), response: done },
  showRun: { request: v.object({ id }), response: done },
  /** Copies a run's model into a folder that the user chooses; the path, or null when the dialog is cancelled. */
  exportRun: { request: v.object({ id }), response: v.nullable(path) },
  /** Writes an agent for other programs into a file that the user chooses; its path, or null when the dialog is cancelled. */
  exportAgent: {
    request: v.object({
      model: id,
      target: v.picklist(exportTargetIds),
      qoe: v.nullable(v.picklist(qoeIds)),
    }),
    response: v.nullable(path),
  },
  /** Imports a model's folder into the history; null when the dialog is cancelled. */
  importModel: { request: nothing, response: stated<ListedRun | null>() },
};

export const trainingEvents = {
  training: v.object({ id: v.string(), event: trainingEventSchema }),
  /** A run has begun, ended or was removed. */
  'runs-changed': v.null(),
};
