import type { sessionContract } from '../../shared/contract/sessions';
import type { CallsOf } from '../../shared/contract/entry';
import { sessions } from '../sessions';

/** Calls that keep comparisons. */
export const sessionCalls: CallsOf<typeof sessionContract> = {
  saveSession: (session) => sessions().save(session),
  listSessions: () => sessions().list(),
  readSession: ({ id }) => sessions().read(id),
  renameSession: ({ id, name }) => sessions().rename(id, name),
  removeSession: ({ id }) => sessions().remove(id),
};
