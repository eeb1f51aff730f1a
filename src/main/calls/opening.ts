import { readSessionFile, whatIs } from '../../node/opened-path';
import type { Calls } from '../ipc';
import { sessions } from '../sessions';
import { runs } from '../training';

/** Calls about files that were dropped or opened from outside. */
export const openingCalls: Pick<Calls, 'whatIs' | 'importSession' | 'importModelFolder'> = {
  whatIs: ({ path }) => whatIs(path),
  importSession: async ({ path }) => sessions().takeIn(await readSessionFile(path)),
  importModelFolder: ({ folder }) => runs().importModel(folder),
};
