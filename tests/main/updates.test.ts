import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { lookForUpdates, updatePlaceIsNamed, type Updater } from '../../src/main/updates';
import { defaultSettings } from '../../src/shared/stored';

type Check = () => Promise<{ readonly downloadPromise: Promise<never> } | null>;

function world(check: Check = () => Promise.resolve(null)) {
  const listeners = new Map<string | symbol, (info: { version: string }) => void>();
  const on = vi.fn((name: string, listener: (info: { version: string }) => void) =>
    listeners.set(name, listener),
  );
  const updater = Object.assign(Object.create(null), { on, checkForUpdates: vi.fn(check) });
  const load = vi.fn((): Promise<Updater> => Promise.resolve(updater));
  return { listeners, updater, load, onReady: vi.fn(), onProblem: vi.fn() };
}

test('updates are off until somebody switches them on', () => {
  expect(defaultSettings.updates).toBe(false);
});

test('nothing is loaded unless it is wanted and the package names a place', async () => {
  const { load, onReady, onProblem } = world();
  for (const [placeIsNamed, wanted] of [
    [false, true],
    [true, false],
  ])
    await lookForUpdates({ placeIsNamed, wanted, onReady, onProblem, load });
  expect(load).not.toHaveBeenCalled();
});

test('a version that has been fetched is told', async () => {
  const { listeners, updater, load, onReady, onProblem } = world();
  await lookForUpdates({ placeIsNamed: true, wanted: true, onReady, onProblem, load });
  expect(updater.checkForUpdates).toHaveBeenCalledOnce();
  listeners.get('update-downloaded')?.({ version: '9.9.9' });
  expect(onReady).toHaveBeenCalledWith('9.9.9');
});

test('a place that does not answer is told in one sentence', async () => {
  const { load, onReady, onProblem } = world(() => Promise.reject(new Error('no route\n  at somewhere')));
  await lookForUpdates({ placeIsNamed: true, wanted: true, onReady, onProblem, load });
  expect(onProblem).toHaveBeenCalledWith('A new version was looked for, which failed: no route');
});

test('a download that breaks off is told, too', async () => {
  const { load, onReady, onProblem } = world(() =>
    Promise.resolve({ downloadPromise: Promise.reject(new Error('the link broke')) }),
  );
  await lookForUpdates({ placeIsNamed: true, wanted: true, onReady, onProblem, load });
  expect(onProblem).toHaveBeenCalledWith('A new version was looked for, which failed: the link broke');
});

test('a working copy names no place, a package does by app-update.yml', () => {
  const folder = mkdtempSync(join(tmpdir(), 'updates-'));
  const mac = { platform: 'darwin', env: {} } as const;
  expect(updatePlaceIsNamed()).toBe(false);
  expect(updatePlaceIsNamed(folder, mac)).toBe(false);
  writeFileSync(join(folder, 'app-update.yml'), 'provider: generic\n');
  expect(updatePlaceIsNamed(folder, mac)).toBe(true);
});

test('on Linux only the AppImage can be replaced', () => {
  const folder = mkdtempSync(join(tmpdir(), 'updates-'));
  writeFileSync(join(folder, 'app-update.yml'), 'provider: generic\n');
  expect(updatePlaceIsNamed(folder, { platform: 'linux', env: {} })).toBe(false);
  expect(updatePlaceIsNamed(folder, { platform: 'linux', env: { APPIMAGE: '/a.AppImage' } })).toBe(true);
});
