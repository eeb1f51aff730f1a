import type { AppUpdater } from 'electron-updater';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packagedFolder } from '../node/parts';

/** The part of electron-updater that is used. */
export type Updater = Pick<AppUpdater, 'on' | 'checkForUpdates'>;

export interface UpdateOptions {
  /** The package names a place that updates come from (app-update.yml). */
  readonly placeIsNamed: boolean;
  /** The user has switched it on. */
  readonly wanted: boolean;
  readonly onReady: (version: string) => void;
  readonly onProblem: (message: string) => void;
  readonly load?: () => Promise<Updater>;
}

/**
 * Whether this package names a place that updates come from; one made without NEURALSTREAM_UPDATES_URL does not. On Linux
 * only an AppImage can be replaced.
 */
export function updatePlaceIsNamed(
  folder: string | null = packagedFolder(),
  { platform, env }: Pick<NodeJS.Process, 'platform' | 'env'> = process,
): boolean {
  if (platform === 'linux' && !env.APPIMAGE) return false;
  return folder !== null && existsSync(join(folder, 'app-update.yml'));
}

/**
 * Looks once for a new version, fetches it, and leaves it to be installed when the application ends. Without the user's
 * word nothing is loaded and nothing asked.
 */
export async function lookForUpdates(options: UpdateOptions): Promise<void> {
  const { placeIsNamed, wanted, onReady, onProblem, load = electronUpdater } = options;
  if (!placeIsNamed || !wanted) return;
  try {
    const updater = await load();
    updater.on('update-downloaded', ({ version }) => onReady(version));
    await (
      await updater.checkForUpdates()
    )?.downloadPromise;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    onProblem(`A new version was looked for, which failed: ${reason}`);
  }
}

async function electronUpdater(): Promise<Updater> {
  const { autoUpdater } = await import('electron-updater');
  autoUpdater.logger = null;
  return autoUpdater;
}
