import { beforeEach, expect, test, vi } from 'vitest';
import { changeUserSettings, userSettings } from '../../src/main/settings';
import { defaultSettings, type RevisedSettings, type Settings } from '../../src/shared/stored';

const told = vi.hoisted((): unknown[] => []);

vi.mock('electron', async () => (await import('./fake-electron')).electron);
vi.mock('../../src/main/window', () => ({
  send: (name: string, value: RevisedSettings) => void told.push([name, value]),
}));

/** Holds back what was read of the settings file until it is resolved. */
const slow = vi.hoisted(() => ({ reading: Promise.resolve() }));
vi.mock('../../src/node/settings', async (original) => {
  const real = await original<typeof import('../../src/node/settings')>();
  const readSettings = async (path: string): Promise<Settings> => {
    const read = await real.readSettings(path);
    await slow.reading;
    return read;
  };
  return { ...real, readSettings };
});

beforeEach(() => void (told.length = 0));

test('changes asked for at once are made and told in their order, and each answer is the one that was told', async () => {
  const changes: Partial<Settings>[] = [
    { theme: 'dark' },
    { bufferCapSeconds: 40, loop: true },
    { theme: 'light' },
    { agent: 'a' },
  ];
  const answers = await Promise.all(changes.map((change) => changeUserSettings(change)));
  answers.forEach(({ revision, settings }, i) => {
    expect(revision).toBe(i + 1);
    expect(settings).toEqual(Object.assign({}, defaultSettings, ...changes.slice(0, i + 1)));
  });
  expect(told).toEqual(answers.map((answer) => ['settings', answer]));
  expect(await userSettings()).toEqual(answers[3]);
});

test('settings that were read before a change and arrive after it are not taken for newer', async () => {
  let release = (): void => undefined;
  slow.reading = new Promise((resolve) => (release = resolve));
  const reading = userSettings();
  const changed = await changeUserSettings({ loop: false });
  release();
  expect((await reading).revision).toBeLessThan(changed.revision);
});
