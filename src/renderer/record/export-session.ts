import type { SavedSession } from '../../shared/stored';
import { api, messageOf } from '../api';
import { exportName } from './export-name';
import { sessionCsv } from './session-csv';
import type { Toasts } from '../ui/toasts.svelte';

interface Picture {
  readonly name: string;
  readonly encoding: 'base64';
  readonly content: string;
}

/** Writes the session as JSON (under our own ending, so that it can be opened again) and CSV, and a PNG of each chart, into a folder that the user chooses. */
export async function exportSession(
  session: SavedSession,
  pictures: readonly Picture[],
  toasts: Toasts,
): Promise<void> {
  try {
    const name = exportName(session);
    const path = await api.exportFiles({
      files: [
        {
          name: `${name}.neuralstream-session`,
          encoding: 'utf8',
          content: `${JSON.stringify(session, null, 2)}\n`,
        },
        { name: `${name} session.csv`, encoding: 'utf8', content: sessionCsv(session) },
        ...pictures.map((picture) => ({ ...picture, name: `${name} ${picture.name}` })),
      ],
    });
    if (path !== null) toasts.show(`Exported to ${path}`);
  } catch (error) {
    toasts.fault(`The session could not be exported: ${messageOf(error)}`);
  }
}
