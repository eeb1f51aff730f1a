import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { finishDemo, runDemo } from '../../src/main/demo';
import { savedSession } from '../renderer/saved-session';
import { exit, userData } from './fake-electron';

vi.mock('electron', async () => (await import('./fake-electron')).electron);
vi.mock('../../src/main/library', () => ({ library: () => Promise.resolve({ prepare }) }));
vi.mock('../../src/main/window', () => ({ currentWindow: () => shown.window, send: () => undefined }));

const prepare = (): Promise<{ id: string }> => Promise.resolve({ id: 'entry' });
const shown = vi.hoisted((): { window: FakeWindow | null } => ({ window: null }));

class FakeWindow extends EventEmitter {
  readonly webContents = Object.assign(new EventEmitter(), {
    capturePage: () => Promise.resolve({ toPNG: () => Buffer.from('png') }),
  });
}

const folder = join(userData, 'demo');
const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
vi.spyOn(console, 'log').mockImplementation(() => undefined);

beforeEach(() => {
  exit.mockClear();
  said.mockClear();
  shown.window = new FakeWindow();
  vi.useFakeTimers({ toFake: ['setTimeout'] });
});

test.each([
  ['whose window is closed', () => shown.window?.emit('closed'), 'the window was closed before'],
  [
    'whose window’s process dies',
    () => shown.window?.webContents.emit('render-process-gone', {}, { reason: 'crashed' }),
    'process ended (crashed)',
  ],
  ['that plays no session in time', () => vi.advanceTimersByTime(181_000), 'gave no session in time'],
])('a demonstration %s ends with 1 and its reason', async (_, happens, reason) => {
  await runDemo(folder, 1, 'clip.mp4');
  expect(exit).not.toHaveBeenCalled();
  happens();
  happens();
  await finishDemo(savedSession, null);
  expect(exit.mock.calls).toEqual([[1]]);
  expect(said.mock.calls).toEqual([[expect.stringContaining(reason)]]);
});

test('a demonstration whose window is gone when the results are to be written ends with 1', async () => {
  await runDemo(folder, 1, 'clip.mp4');
  shown.window = null;
  await finishDemo(savedSession, null);
  expect(exit.mock.calls).toEqual([[1]]);
  expect(said).toHaveBeenCalledWith('demo: the window is gone');
});

test('a demonstration that was played writes its results and ends with 0', async () => {
  await runDemo(folder, 1, 'clip.mp4');
  await finishDemo(savedSession, null);
  shown.window?.emit('closed');
  expect(exit.mock.calls).toEqual([[0]]);
  for (const name of ['session.json', 'screenshot.png', 'report.html'])
    expect(existsSync(join(folder, name))).toBe(true);
});
