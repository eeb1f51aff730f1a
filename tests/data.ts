import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const stated = process.env.NEURALSTREAM_DATA ?? resolve(import.meta.dirname, '../../shared/data');

/**
 * The folder of published traces, videos and logs (its README says what is in it); null where it is absent. Tests that
 * need it say `test.skipIf(dataFolder === null)`.
 */
export const dataFolder: string | null = existsSync(stated) ? stated : null;

/** A path inside the data folder. @throws Error where the folder is absent. */
export function dataPath(...parts: string[]): string {
  if (dataFolder === null) throw new Error(`no data folder at ${stated}`);
  return resolve(dataFolder, ...parts);
}
