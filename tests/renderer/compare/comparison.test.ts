import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Comparison, type ComparisonApi } from '../../../src/renderer/compare/comparison.svelte';
import { defaultSettings } from '../../../src/shared/stored';
import { libraryEntry } from '../library-entry';
import { FakePlayer } from './fake-player';

vi.mock('../../../src/renderer/player/player', async () => ({
  LivePlayer: (await import('./fake-player')).FakePlayer,
  loadDashjs: () => Promise.resolve({}),
}));

const element = Object.assign(Object.create(null), { muted: false });
let called: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  FakePlayer.made.length = 0;
  called = [];
});
afterEach(() => void vi.useRealTimers());

function makeApi(failing: string[] = []): ComparisonApi {
  let sessions = 0;
  const answer =
    <T>(name: string, value: T) =>
    (): Promise<T> => {
      called.push(name);
      return failing.includes(name) ? Promise.reject(new Error(`no ${name}`)) : Promise.resolve(value);
    };
  return {
    openLinks: (request) => {
      called.push('openLinks');
      if (failing.includes('openLinks')) return Promise.reject(new Error('no openLinks'));
      const manifestUrls = Array.from({ length: request.playerCount }, (_, slot) => `m${slot}`);
      return Promise.resolve({ sessionId: `s${++sessions}`, manifestUrls });
    },
    startClock: answer('startClock', undefined),
    setBandwidth: answer('setBandwidth', undefined),
    playTrace: answer('playTrace', undefined),
    stopTrace: answer('stopTrace', undefined),
    closeLinks: answer('closeLinks', undefined),
    readModel: () => Promise.reject(new Error('no model')),
    infer: () => Promise.resolve(null),
  };
}

function compared(algorithms: string[], failing: string[] = []): Comparison {
  const comparison = new Comparison({
    entry: libraryEntry,
    settings: { ...defaultSettings, algorithms },
    api: makeApi(failing),
  });
  comparison.panes.all.forEach((_, slot) => comparison.panes.attach(slot, element));
  return comparison;
}

async function started(algorithms = ['bola', 'buffer-based']): Promise<Comparison> {
  const comparison = compared(algorithms);
  const starting = comparison.start();
  await vi.advanceTimersByTimeAsync(300);
  await starting;
  return comparison;
}

test('the clocks of links and players start when every player has its manifest', async () => {
  const comparison = compared(['bola', 'buffer-based']);
  const starting = comparison.start();
  expect(comparison.state).toBe('idle');
  await vi.advanceTimersByTimeAsync(0);
  await starting;
  expect(comparison.state).toBe('playing');
  expect(called).toEqual(['openLinks', 'startClock']);
  expect(FakePlayer.made.map(({ options }) => options.manifestUrl)).toEqual(['m0', 'm1']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(comparison.elapsedSeconds).toBeGreaterThan(0.8);
  expect(comparison.startSkewMs).toBe(0);
});

test('numbers, series and verdict are shown while it plays and stay at the end', async () => {
  const comparison = await started();
  const [first, second] = FakePlayer.made;
  for (const index of [0, 1]) first.download(index, 1);
  for (const index of [0, 1]) second.download(index, 0);
  const before = comparison.revision;
  await vi.advanceTimersByTimeAsync(200);
  expect(comparison.revision).toBeGreaterThan(before);
  expect(comparison.panes.all[0].summary?.meanBitrateKbps).toBe(1000);
  expect(comparison.verdict).toMatch(/^BOLA wins/);
  first.head.ended = true;
  second.head.ended = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect(comparison.state).toBe('ended');
  expect(comparison.verdict).toMatch(/^BOLA wins/);
  expect(called).toEqual(['openLinks', 'startClock', 'closeLinks']);
  const seconds = comparison.elapsedSeconds;
  await vi.advanceTimersByTimeAsync(1000);
  expect(comparison.elapsedSeconds).toBe(seconds);
});

test('a saved session has what was played, also when another algorithm is chosen afterwards', async () => {
  const comparison = await started();
  FakePlayer.made[0].download(0, 1);
  await vi.advanceTimersByTimeAsync(2000);
  await Promise.all([comparison.stop(), vi.advanceTimersByTimeAsync(300)]);
  comparison.choose(0, 'festive');
  comparison.report({
    ...{ sessionId: 's1', atSeconds: 9, kbps: 700, addedLatencyMs: 0, players: [], fairness: null },
    steps: [
      { atSeconds: 0, kbps: 3000, latencySeconds: 0 },
      { atSeconds: 1, kbps: 700, latencySeconds: 0 },
      { atSeconds: 8.9, kbps: 1, latencySeconds: 0 },
    ],
  });
  const saved = comparison.toSavedSession('By hand');
  expect(saved.players.map(({ algorithm, chunks }) => [algorithm, chunks.length])).toEqual([
    ['bola', 1],
    ['buffer-based', 0],
  ]);
  // The last step came after the end.
  expect(saved.bandwidth.map(({ kbps }) => kbps)).toEqual([3000, 700]);
  expect(comparison.series.link.untilSeconds).toBe(saved.seconds);
});

test('nothing is saved before something was played', () => {
  expect(() => compared(['bola', 'festive']).toSavedSession('x')).toThrow('nothing was played yet');
});

test('pausing stops the players, not the time', async () => {
  const comparison = await started();
  comparison.pause();
  expect([comparison.state, FakePlayer.made.map(({ paused }) => paused)]).toEqual(['paused', [true, true]]);
  const before = comparison.elapsedSeconds;
  await vi.advanceTimersByTimeAsync(1000);
  expect(comparison.elapsedSeconds).toBeGreaterThan(before + 0.8);
  comparison.resume();
  expect([comparison.state, FakePlayer.made[0].paused]).toEqual(['playing', false]);
});

test('a player that fails alone says so in its pane; all of them end the comparison with the reasons', async () => {
  const comparison = await started(['bola', 'festive', 'buffer-based']);
  FakePlayer.made[1].fail('No picture.');
  await vi.advanceTimersByTimeAsync(100);
  expect([comparison.state, comparison.panes.all[1].problem]).toEqual(['playing', 'No picture.']);
  FakePlayer.made[0].fail('No picture.');
  FakePlayer.made[2].fail('No sound.');
  await vi.advanceTimersByTimeAsync(300);
  expect([comparison.state, comparison.problem]).toEqual(['failed', 'No picture. No sound.']);
});

test('what fails before the start is the comparison’s problem, and what was opened is closed', async () => {
  const comparison = compared(['bola', 'festive'], ['startClock']);
  const starting = comparison.start();
  await vi.advanceTimersByTimeAsync(1000);
  await starting;
  expect([comparison.state, comparison.problem]).toEqual(['failed', 'no startClock']);
  expect(called).toEqual(['openLinks', 'startClock', 'closeLinks']);
  expect(FakePlayer.made.every(({ destroyed }) => destroyed)).toBe(true);
});

test('another choice while it plays starts all players anew', async () => {
  const comparison = await started();
  comparison.choose(1, 'festive');
  await vi.advanceTimersByTimeAsync(1000);
  expect(comparison.state).toBe('playing');
  expect(FakePlayer.made.map(({ destroyed }) => destroyed)).toEqual([true, true, false, false]);
  expect(called).toEqual(['openLinks', 'startClock', 'closeLinks', 'openLinks', 'startClock']);
});

test('of two starts the second one counts; the links of the first are closed', async () => {
  const comparison = compared(['bola', 'festive']);
  const starts = [comparison.start(), comparison.start()];
  await vi.advanceTimersByTimeAsync(1000);
  await Promise.all(starts);
  expect([comparison.state, comparison.problem]).toEqual(['playing', null]);
  const opened = called.filter((name) => name === 'openLinks').length;
  const closed = called.filter((name) => name === 'closeLinks').length;
  expect(opened - closed).toBe(1);
  expect(FakePlayer.made.filter(({ destroyed }) => !destroyed)).toHaveLength(2);
});
