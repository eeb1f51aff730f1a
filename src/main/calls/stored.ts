import type { Calls } from '../ipc';
import { sessions } from '../sessions';

/** Calls that keep comparisons. */
export const storedCalls: Pick<
  Calls,
  'saveSession' | 'listSessions' | 'readSession' | 'renameSession' | 'removeSession'
> = {
  saveSession: (session) => sessions().save(session),
  listSessions: () => sessions().list(),
  readSession: ({ id }) => sessions().read(id),
  renameSession: ({ id, name }) => sessions().rename(id, name),
  removeSession: ({ id }) => sessions().remove(id),
};
