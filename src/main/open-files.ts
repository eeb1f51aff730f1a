import { app } from 'electron';
import * as v from 'valibot';
import { launchWords, readArguments, type LaunchArguments } from './arguments';
import { currentWindow, send } from './window';

const secondInstanceSchema = v.object({ path: v.nullable(v.string()) });

let waiting: string | null = null;
let windowReady = false;

/**
 * Files that come from outside: `open-file` (macOS), and a second launch, whose path travels as additional data because
 * the argv of `second-instance` is not reliable. Returns false when another instance has been told and this one must go.
 */
export function acceptFiles(path: string | null): boolean {
  if (!app.requestSingleInstanceLock({ path })) return false;
  waiting = path;
  app.on('open-file', (event, opened) => {
    event.preventDefault();
    openPath(opened);
  });
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const parsed = v.safeParse(secondInstanceSchema, data);
    const window = currentWindow();
    if (window?.isMinimized()) window.restore();
    window?.focus();
    if (parsed.success && parsed.output.path !== null) openPath(parsed.output.path);
  });
  return true;
}

/** The window listens now: hands over the file that came before it. */
export function windowIsReady(): void {
  windowReady = true;
  if (waiting !== null) openPath(waiting);
  waiting = null;
}

function openPath(path: string): void {
  if (windowReady) send('open-path', { path });
  else waiting = path;
}

/** The launch arguments of this process. */
export function launchArguments(): LaunchArguments {
  return readArguments(launchWords(process.argv, app.getAppPath()), process.cwd());
}
