import { dialog, type OpenDialogOptions } from 'electron';
import { storedTrace } from '../../shared/trace';
import { traceHeadsPerPage } from '../../shared/traces';
import type { traceContract } from '../../shared/contract/traces';
import type { CallsOf } from '../../shared/contract/entry';
import { startTraceWork, traceJobs, traceSets } from '../traces';
import { send } from '../window';

const dialogs: Record<'files' | 'folders' | 'target', OpenDialogOptions> = {
  files: { title: 'Files of traces', properties: ['openFile', 'multiSelections'] },
  folders: { title: 'Folders of traces', properties: ['openDirectory', 'multiSelections'] },
  target: { title: 'Export traces into a folder', properties: ['openDirectory', 'createDirectory'] },
};

/** Calls that keep traces and work on them. */
export const traceCalls: CallsOf<typeof traceContract> = {
  async saveTrace(trace) {
    const head = await traceSets().recordings.save(trace);
    send('traces-changed', null);
    return head;
  },
  readTrace: ({ id }) => storedTrace(traceSets().read(id)),
  listTraceSets: () => traceSets().list(),
  readTraceSet: ({ id, from }) =>
    traceSets()
      .heads(id)
      .slice(from, from + traceHeadsPerPage),
  async renameTraceSet({ id, name }) {
    await traceSets().rename(id, name);
    send('traces-changed', null);
  },
  async removeTraceSet({ id }) {
    await traceSets().remove(id);
    send('traces-changed', null);
  },
  startTraceWork: (work) => startTraceWork(work),
  cancelTraceJob: ({ id }) => traceJobs.cancel(id),
  chooseTraces: async ({ what }) => (await dialog.showOpenDialog(dialogs[what])).filePaths,
};
