import { readSettings } from '../node/settings';
import { environmentBackend } from '../node/tensorflow';
import type { BackendChoice } from '../shared/tensor-backend';
import { paths } from './paths';

/** The backend that is wanted: as the environment says, else as the settings say. */
export async function wantedBackend(): Promise<BackendChoice> {
  return environmentBackend() ?? (await readSettings(paths().settings)).backend;
}
