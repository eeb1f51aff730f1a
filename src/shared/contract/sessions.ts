import * as v from 'valibot';
import { idSchema as id } from '../id';
import { savedSessionSchema, type SavedSessionHead } from '../stored';
import { done, label, nothing, sessionLimits, stated } from './entry';

/** Saved comparisons. */
export const sessionContract = {
  saveSession: { request: savedSessionSchema, response: stated<SavedSessionHead>(), limits: sessionLimits },
  listSessions: { request: nothing, response: stated<SavedSessionHead[]>() },
  readSession: { request: v.object({ id }), response: savedSessionSchema },
  renameSession: { request: v.object({ id, name: label }), response: done },
  removeSession: { request: v.object({ id }), response: done },
};
