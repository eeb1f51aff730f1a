import { BrowserWindow, screen, type Rectangle } from 'electron';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeJson } from '../node/files';
import { eventChannel } from '../shared/bridge';
import type { EventName, EventValue } from '../shared/contract/contract';
import { appOrigin } from './app-scheme';
import { paths } from './paths';
import { pixels, screenPixels } from '../shared/numbers';

const boundsSchema = v.object({
  x: screenPixels,
  y: screenPixels,
  width: pixels,
  height: pixels,
});
const usual = { width: 1440, height: 900 };

let window: BrowserWindow | null = null;

/** Opens the one window, where it was last, if that is still on a display. */
export function openWindow(): BrowserWindow {
  window = new BrowserWindow({
    ...(lastBounds() ?? usual),
    minWidth: 960,
    minHeight: 640,
    title: 'NeuralStream',
    ...(process.platform === 'linux' && { icon: join(paths().resources, 'icons', 'icon.png') }),
    backgroundColor: '#0e1116',
    show: false,
    webPreferences: {
      preload: paths().preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
  const opened = window;
  opened.once('ready-to-show', () => opened.show());
  opened.on('close', () => void keepBounds());
  opened.on('closed', () => (window = null));
  void opened.loadURL(`${appOrigin}/index.html`);
  return opened;
}

/** Remembers where the window is, for the next start. */
export async function keepBounds(): Promise<void> {
  if (window && !window.isDestroyed()) await writeJson(paths().windowState, window.getNormalBounds());
}

export function currentWindow(): BrowserWindow | null {
  return window;
}

/** Tells the window something; lost when there is none. */
export function send<Name extends EventName>(name: Name, value: EventValue<Name>): void {
  if (window && !window.isDestroyed()) window.webContents.send(eventChannel(name), value);
}

/** Share done on the taskbar; null removes the bar. */
export function showTaskbarProgress(share: number | null): void {
  if (window && !window.isDestroyed()) window.setProgressBar(share ?? -1);
}

function lastBounds(): Rectangle | null {
  try {
    const bounds = v.parse(boundsSchema, JSON.parse(readFileSync(paths().windowState, 'utf8')));
    const area = screen.getDisplayMatching(bounds).workArea;
    const inside =
      bounds.x >= area.x &&
      bounds.y >= area.y &&
      bounds.x + bounds.width <= area.x + area.width &&
      bounds.y + bounds.height <= area.y + area.height;
    return inside ? bounds : null;
  } catch {
    return null; // the first start, or a file that is none of ours: the usual size
  }
}
