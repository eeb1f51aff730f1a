import { SessionStore } from '../../node/session-store';
import { TraceStore } from '../../node/trace-store';
import { dialog } from 'electron';
import { join } from 'node:path';
import type { Calls } from '../ipc';
import { paths } from '../paths';

const sessions = (): SessionStore => new SessionStore(paths().sessions);
const traces = (): TraceStore => new TraceStore(paths().traces, join(paths().resources, 'traces'));

/** Calls that keep comparisons and traces. */
export const storedCalls: Pick<
  Calls,
  | 'saveSession'
  | 'listSessions'
  | 'readSession'
  | 'renameSession'
  | 'removeSession'
  | 'saveTrace'
  | 'listTraces'
  | 'readTrace'
  | 'importTrace'
> = {
  saveSession: (session) => sessions().save(session),
  listSessions: () => sessions().list(),
  readSession: ({ id }) => sessions().read(id),
  renameSession: ({ id, name }) => sessions().rename(id, name),
  removeSession: ({ id }) => sessions().remove(id),
  saveTrace: (trace) => traces().save(trace),
  listTraces: () => traces().list(),
  readTrace: ({ id }) => traces().read(id),
  async importTrace() {
    const { filePaths } = await dialog.showOpenDialog({ title: 'Import a trace', properties: ['openFile'] });
    if (filePaths[0] === undefined) return null;
    return traces().importFile(filePaths[0]);
  },
};
