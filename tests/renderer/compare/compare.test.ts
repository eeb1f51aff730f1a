import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Compare } from '../../../src/renderer/compare/compare.svelte';
import { Sessions } from '../../../src/renderer/sessions/sessions.svelte';
import { SettingsStore } from '../../../src/renderer/settings/settings.svelte';
import { Toasts } from '../../../src/renderer/ui/toasts.svelte';
import { defaultSettings } from '../../../src/shared/stored';
import type { StoredTrace } from '../../../src/shared/trace';
import { fakeBridge } from '../fake-bridge';
import { libraryEntry } from '../library-entry';
import { traceHead } from '../trace-head';
import { FakePlayer } from './fake-player';

vi.mock('../../../src/renderer/player/player', async () => ({
  LivePlayer: (await import('./fake-player')).FakePlayer,
  loadDashjs: () => Promise.resolve({}),
}));

beforeEach(() => {
  vi.useFakeTimers();
  FakePlayer.made.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const trace = { name: 'Recorded', durationsSeconds: [60], kbps: [300] };

async function opened() {
  const sent: number[] = [];
  const saved: StoredTrace[] = [];
  let told = { revision: 0, settings: { ...defaultSettings, algorithms: ['bola', 'festive'] } };
  const called = fakeBridge({
    openLinks: () => ({ sessionId: 's', manifestUrls: ['a', 'b'] }),
    startClock: () => undefined,
    setBandwidth: ({ kbps }) => void sent.push(kbps ?? Infinity),
    playTrace: () => undefined,
    stopTrace: () => undefined,
    closeLinks: () => undefined,
    writeSettings: (change) =>
      (told = { revision: told.revision + 1, settings: { ...told.settings, ...change } }),
    readSettings: () => told,
    listDamaged: () => [],
    saveTrace: (stored) => {
      saved.push(stored);
      return traceHead(stored.name);
    },
  });
  const toasts = new Toasts();
  const store = new SettingsStore(toasts);
  await store.load();
  const compare = new Compare(store, new Sessions(toasts), { agents: [] }, toasts);
  const comparison = await compare.open(libraryEntry);
  comparison.panes.all.forEach((_, slot) => comparison.panes.attach(slot, Object.create(null)));
  return { compare, comparison, store, toasts, sent, saved, called };
}

async function play(compare: Compare): Promise<void> {
  const starting = compare.start();
  await vi.advanceTimersByTimeAsync(300);
  await starting;
}

test('the slider is shown at once and sent at most every 50 ms, the last position always', async () => {
  const { compare, sent } = await opened();
  await play(compare);
  for (const kbps of [1000, 900, 800]) compare.moveTo({ kbps, addedLatencyMs: 0 });
  expect(compare.link.kbps).toBe(800);
  expect(sent).toEqual([1000]);
  await vi.advanceTimersByTimeAsync(60);
  expect(sent).toEqual([1000, 800]);
});

test('moving the slider ends a trace', async () => {
  const { compare, comparison, called } = await opened();
  await play(compare);
  await compare.playTrace(trace, true);
  expect(comparison.link.trace?.name).toBe('Recorded');
  compare.moveTo({ kbps: 700, addedLatencyMs: 0 });
  await vi.advanceTimersByTimeAsync(60);
  expect(comparison.link.trace).toBeNull();
  expect(called).toContain('stopTrace');
  expect(compare.link.kbps).toBe(700);
});

test('one button starts, pauses and resumes', async () => {
  const { compare, comparison } = await opened();
  compare.playPause();
  await vi.advanceTimersByTimeAsync(300);
  expect([comparison.state, compare.running]).toEqual(['playing', true]);
  compare.playPause();
  expect(comparison.state).toBe('paused');
  compare.playPause();
  expect(comparison.state).toBe('playing');
});

test('a setting that has changed since is in force at the next start, with the same panes and trace', async () => {
  const { compare, comparison, store } = await opened();
  compare.choose(1, 'throughput');
  await compare.playTrace(trace, true);
  await store.change({ bufferCapSeconds: 30 });
  const starting = compare.start();
  compare.comparison?.panes.all.forEach((_, slot) =>
    compare.comparison?.panes.attach(slot, Object.create(null)),
  );
  await vi.advanceTimersByTimeAsync(300);
  await starting;
  const anew = compare.comparison;
  expect(anew).not.toBe(comparison);
  expect(anew?.options.settings.bufferCapSeconds).toBe(30);
  expect(anew?.panes.all.map(({ choice }) => choice.id)).toEqual(['bola', 'throughput']);
  expect([anew?.link.trace?.name, anew?.link.loop]).toEqual(['Recorded', true]);
});

test('the panes are kept for the next time', async () => {
  const { compare, store } = await opened();
  compare.choose(0, 'throughput');
  compare.add();
  await vi.advanceTimersByTimeAsync(0);
  expect(store.value.algorithms).toHaveLength(3);
  expect(store.value.algorithms.slice(0, 2)).toEqual(['throughput', 'festive']);
});

test('a recording has the capacity that the media server reported, up to now', async () => {
  const { compare, comparison, saved } = await opened();
  await play(compare);
  comparison.report({
    ...{ sessionId: 's', atSeconds: 0.5, kbps: 0, addedLatencyMs: 0, players: [], fairness: null },
    steps: [
      { atSeconds: 0, kbps: 4000, latencySeconds: 0 },
      { atSeconds: 0.1, kbps: 1_000_000, latencySeconds: 0.05 },
    ],
  });
  await vi.advanceTimersByTimeAsync(1000);
  await compare.saveRecording();
  const [first, second] = saved[0].durationsSeconds;
  expect(saved[0].kbps).toEqual([4000, 1_000_000]);
  expect(first).toBe(0.1);
  expect(second).toBeCloseTo(comparison.elapsedSeconds - 0.1, 9);
  expect(saved[0].latencySeconds).toEqual([0, 0.05]);
});

test('what fails is said in a toast', async () => {
  const { compare, toasts } = await opened();
  await play(compare);
  fakeBridge({});
  compare.moveTo({ kbps: 1, addedLatencyMs: 0 });
  await vi.advanceTimersByTimeAsync(0);
  expect(toasts.items.map(({ text }) => text)).toEqual(['the test has no answer to setBandwidth']);
});
