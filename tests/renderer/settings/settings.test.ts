import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { SettingsStore } from '../../../src/renderer/settings/settings.svelte';
import { Toasts } from '../../../src/renderer/ui/toasts.svelte';
import { defaultSettings, type RevisedSettings, type Settings } from '../../../src/shared/stored';
import { fakeBridge } from '../fake-bridge';

afterEach(() => void vi.unstubAllGlobals());

/** Main as the window sees it: it makes changes in the order in which they come; its answers and events wait to be let go. */
class FakeMain {
  told: RevisedSettings = { revision: 0, settings: defaultSettings };
  readonly waiting: (() => void)[] = [];
  /** The next changes that cannot be written. */
  failures = 0;
  private readonly events: RevisedSettings[] = [];

  constructor() {
    fakeBridge({
      readSettings: () => this.told,
      listDamaged: () => [],
      writeSettings: (change) => {
        const isWritten = this.failures-- <= 0;
        const told = isWritten ? this.make(change) : null;
        return new Promise((answer, refuse) => {
          this.waiting.push(() => (told ? answer(told) : refuse(new Error('the disk is full'))));
        });
      },
    });
  }

  /** A change, whoever asks for it. */
  make(change: Partial<Settings>): RevisedSettings {
    this.told = { revision: this.told.revision + 1, settings: { ...this.told.settings, ...change } };
    this.events.push(this.told);
    return this.told;
  }

  /** Lets the event of the change made at this place among all go. */
  tell(store: SettingsStore, place: number): void {
    store.take(this.events[place]);
  }
}

async function opened() {
  const main = new FakeMain();
  const toasts = new Toasts();
  const store = new SettingsStore(toasts);
  await store.load();
  return { main, store, toasts };
}

test('an answer that comes late does not bring back what has changed since', async () => {
  const { main, store } = await opened();
  const changed = store.change({ theme: 'dark' });
  main.make({ bufferCapSeconds: 40, theme: 'light' });
  main.tell(store, 1);
  main.waiting[0]();
  await changed;
  expect(store.value).toEqual({ ...defaultSettings, theme: 'light', bufferCapSeconds: 40 });
});

test('a change that cannot be written is taken back alone, and is told', async () => {
  const { main, store, toasts } = await opened();
  main.failures = 1;
  const [refused, kept] = [store.change({ theme: 'dark' }), store.change({ loop: true })];
  expect(store.value).toEqual({ ...defaultSettings, theme: 'dark', loop: true });
  main.waiting[1]();
  await kept;
  main.waiting[0]();
  await refused;
  expect(store.value).toEqual({ ...defaultSettings, loop: true });
  expect(toasts.items.map(({ text }) => text)).toEqual(['The setting could not be saved: the disk is full']);
});

const change: fc.Arbitrary<Partial<Settings>> = fc.record(
  {
    theme: fc.constantFrom('system', 'dark', 'light'),
    loop: fc.boolean(),
    agent: fc.constantFrom('default', 'a', 'b'),
    bufferCapSeconds: fc.integer({ min: 8, max: 60 }),
  },
  { requiredKeys: [] },
);

test('in whatever order answers and events come, the window ends with the settings that main has', async () => {
  const by = fc.constantFrom('window', 'another', 'refused');
  const made = fc.array(fc.record({ by, change }), { minLength: 1, maxLength: 8 });
  const order = fc.array(fc.nat(), { minLength: 16, maxLength: 16 });
  await fc.assert(
    fc.asyncProperty(made, order, async (changes, ranks) => {
      const { main, store } = await opened();
      const asked: Promise<void>[] = [];
      for (const { by: who, change: wanted } of changes) {
        main.failures = who === 'refused' ? 1 : 0;
        if (who === 'another') main.make(wanted);
        else asked.push(store.change(wanted));
      }
      const events = Array.from({ length: main.told.revision }, (_, i) => () => main.tell(store, i));
      const arrivals = [...main.waiting, ...events].map((arrive, i) => ({ arrive, rank: ranks[i] }));
      for (const { arrive } of arrivals.sort((a, b) => a.rank - b.rank)) {
        arrive();
        await Promise.resolve();
      }
      await Promise.all(asked);
      expect(store.value).toEqual(main.told.settings);
    }),
  );
});
