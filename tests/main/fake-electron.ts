import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';

/** A utility process that does nothing by itself: a test says when it speaks and when it is gone. */
export class FakeUtility extends EventEmitter {
  readonly posted: object[] = [];
  readonly stderr = null;

  postMessage(message: object): void {
    this.posted.push(message);
  }

  kill(): boolean {
    return true;
  }
}

/** The application's data in this test file. */
export const userData = mkdtempSync(join(tmpdir(), 'neuralstream-main-'));
afterAll(() => rmSync(userData, { recursive: true, force: true }));

/** The processes that were started, in their order. */
export const utilities: FakeUtility[] = [];

/** What was asked of `app.exit`. */
export const exit = vi.fn<(code: number) => void>();

/** What was asked to be shown in the file manager. */
export const showItemInFolder = vi.fn<(path: string) => void>();

/** Whoever is asked for a place chooses none. */
const dialog = {
  showOpenDialog: () => Promise.resolve({ filePaths: [] }),
  showSaveDialog: () => Promise.resolve({ filePath: '' }),
};

function fork(): FakeUtility {
  const utility = new FakeUtility();
  utilities.push(utility);
  return utility;
}

/** What the modules of main use of Electron: `vi.mock('electron', async () => (await import('./fake-electron')).electron)`. */
export const electron = {
  app: { getPath: () => userData, getVersion: () => '0.0.0', exit },
  utilityProcess: { fork },
  Notification: { isSupported: () => false },
  BrowserWindow: class {},
  ...{ screen: {}, protocol: {}, powerSaveBlocker: {}, ipcMain: {}, clipboard: {}, session: {}, dialog },
  shell: { showItemInFolder },
};
