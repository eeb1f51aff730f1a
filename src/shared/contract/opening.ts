import * as v from 'valibot';
import type { OpenedPath } from '../opened-path';
import type { ListedRun } from '../training';
import { path, stated } from './entry';

/** Files that were dropped on the window or opened from outside. */
export const openingContract = {
  /** What a path stands for: a video, or a file of our own. */
  whatIs: { request: v.object({ path }), response: stated<OpenedPath>() },
  /** Imports a session's file unless it is there already; the response is its id. */
  importSession: { request: v.object({ path }), response: v.string() },
  /** Imports a model's folder into the training history. */
  importModelFolder: { request: v.object({ folder: path }), response: stated<ListedRun>() },
};

export const openingEvents = {
  /** A file was named by the menu, the command line, `open-file` or a second launch. */
  'open-path': v.object({ path: v.string() }),
};
