import { readSessionFile, whatIs } from '../../node/opened-path';
import { SessionStore } from '../../node/session-store';
import type { Calls } from '../ipc';
import { paths } from '../paths';
import { runs } from '../training';

/** Calls about files that were dropped or opened from outside. */
export const openingCalls: Pick<Calls, 'whatIs' | 'importSession' | 'importModelFolder'> = {
  whatIs: ({ path }) => whatIs(path),
  importSession: async ({ path }) => new SessionStore(paths().sessions).takeIn(await readSessionFile(path)),
  importModelFolder: ({ folder }) => runs().importModel(folder),
};
