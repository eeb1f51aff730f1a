import { app, dialog } from 'electron';
import { writeAtomic } from '../../node/files';
import { writeNewFiles } from '../../node/new-files';
import { environmentBackend, nativeIsThere } from '../../node/tensorflow';
import { finishDemo } from '../demo';
import type { appContract } from '../../shared/contract/app';
import type { CallsOf } from '../../shared/contract/entry';
import { limitLibrary } from '../library';
import { partsInfo } from '../parts-info';
import { followServiceSettings } from '../service';
import { changeUserSettings, userSettings } from '../settings';
import { updatePlaceIsNamed } from '../updates';

/** Calls about the application itself. */
export const appCalls: CallsOf<typeof appContract> = {
  appInfo: async () => ({
    version: app.getVersion(),
    electron: process.versions.electron,
    chrome: process.versions.chrome,
    platform: process.platform,
    canUpdate: updatePlaceIsNamed(),
    nativeIsThere: nativeIsThere(),
    environmentBackend: environmentBackend(),
    parts: await partsInfo(),
  }),
  readSettings: () => userSettings(),
  async writeSettings(change) {
    const changed = await changeUserSettings(change);
    if (change.libraryLimitGigabytes !== undefined) await limitLibrary(change.libraryLimitGigabytes);
    if (change.agent !== undefined) void followServiceSettings();
    return changed;
  },
  async exportFiles({ files }) {
    if (files.length === 1) {
      const { filePath } = await dialog.showSaveDialog({ title: 'Export', defaultPath: files[0].name });
      if (!filePath) return null;
      await writeAtomic(filePath, Buffer.from(files[0].content, files[0].encoding));
      return filePath;
    }
    const { filePaths } = await dialog.showOpenDialog({
      title: `Export ${files.length} files into a folder`,
      properties: ['openDirectory', 'createDirectory'],
    });
    const folder = filePaths[0];
    if (folder === undefined) return null;
    const written = files.map(({ name, content, encoding }) => ({
      name,
      data: Buffer.from(content, encoding),
    }));
    await writeNewFiles(folder, written);
    return folder;
  },
  demoFinished: ({ session, problem }) => finishDemo(session, problem),
};
