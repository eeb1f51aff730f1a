import { readSessionFile, whatIs } from '../../node/opened-path';
import type { openingContract } from '../../shared/contract/opening';
import type { CallsOf } from '../../shared/contract/entry';
import { sessions } from '../sessions';
import { runs } from '../training';

/** Calls about files that were dropped or opened from outside. */
export const openingCalls: CallsOf<typeof openingContract> = {
  whatIs: ({ path }) => whatIs(path),
  importSession: async ({ path }) => sessions().takeIn(await readSessionFile(path)),
  importModelFolder: ({ folder }) => runs().importModel(folder),
};
