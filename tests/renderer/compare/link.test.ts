import { expect, test, vi } from 'vitest';
import { Link, type LinkApi } from '../../../src/renderer/compare/link.svelte';
import type { LinkStatistics } from '../../../src/shared/media-server';

function makeLink() {
  const sent: unknown[] = [];
  const note =
    (name: string) =>
    (request: unknown): Promise<void> => {
      sent.push([name, request]);
      return Promise.resolve();
    };
  const api: LinkApi = {
    openLinks: (request) => {
      sent.push(['openLinks', request]);
      return Promise.resolve({ sessionId: 's', manifestUrls: ['a', 'b'] });
    },
    startClock: note('startClock'),
    setBandwidth: note('setBandwidth'),
    playTrace: note('playTrace'),
    stopTrace: note('stopTrace'),
    closeLinks: note('closeLinks'),
  };
  return { link: new Link({ api, entryId: 'clip', mode: 'shared' }), sent };
}

const report = (atSeconds: number, steps: [number, number][], sessionId = 's'): LinkStatistics => ({
  sessionId,
  atSeconds,
  kbps: steps[steps.length - 1]?.[1] ?? 0,
  addedLatencyMs: 20,
  steps: steps.map(([at, kbps]) => ({ atSeconds: at, kbps, latencySeconds: 0.02 })),
  players: [],
  fairness: 0.9,
});

const wanted = (): boolean => true;
const trace = { name: 't', durationsSeconds: [1], kbps: [300] };

test('its steps are those that the media server reports, not those that were asked for', async () => {
  const { link } = makeLink();
  await link.set({ kbps: 3000, addedLatencyMs: 0 });
  await link.open(2, wanted);
  await link.start();
  await link.set({ kbps: 100, addedLatencyMs: 0 });
  expect(link.steps).toEqual([]);
  link.report(report(0, [[0, 3000]]));
  link.report(
    report(1.2, [
      [0, 3000],
      [1.1, 100],
    ]),
  );
  link.report(
    report(1.4, [
      [1.1, 90], // of two moves at the same second the later one counts
      [1.3, 1_000_000],
    ]),
  );
  expect(link.steps.map(({ atSeconds, kbps }) => [atSeconds, kbps])).toEqual([
    [0, 3000],
    [1.1, 90],
    [1.3, null],
  ]);
  expect(link.steps[0].addedLatencyMs).toBe(20);
  expect(link.reportedSeconds).toBe(1.4);
  expect(link.fairness).toBe(0.9);
});

test('reports of another session are ignored', async () => {
  const { link } = makeLink();
  await link.open(2, wanted);
  link.report(report(1, [[0, 3000]], 'another'));
  expect(link.steps).toEqual([]);
  expect(link.fairness).toBeNull();
});

test('the setting follows a trace as the media server plays it, and is the hand’s when it ends', async () => {
  const { link, sent } = makeLink();
  await link.open(2, wanted);
  await link.set({ kbps: 3000, addedLatencyMs: 5 });
  link.report(report(1, [[0, 500]]));
  expect(link.setting).toEqual({ kbps: 3000, addedLatencyMs: 5 });
  await link.playTrace(trace, true);
  link.report(report(2, [[0, 700]]));
  expect(link.setting).toEqual({ kbps: 700, addedLatencyMs: 20 });
  await link.stopTrace();
  expect(link.trace).toBeNull();
  expect(link.setting.kbps).toBe(700);
  expect(sent.map((call) => String(call).split(',')[0])).toEqual([
    'openLinks',
    'setBandwidth',
    'playTrace',
    'stopTrace',
  ]);
});

test('a trace chosen before there is a session plays once it is open', async () => {
  const { link, sent } = makeLink();
  await link.playTrace(trace, true);
  expect(sent).toEqual([]);
  await link.open(2, wanted);
  expect(sent[1]).toEqual(['playTrace', { sessionId: 's', trace, loop: true }]);
});

test('links that are not wanted any more when they are open are closed', async () => {
  const { link, sent } = makeLink();
  expect(await link.open(2, () => false)).toBeNull();
  expect(sent[1]).toEqual(['closeLinks', { sessionId: 's' }]);
  await link.set({ kbps: 1, addedLatencyMs: 0 });
  expect(sent).toHaveLength(2);
});

test('what the media server reports while the session closes still counts; nothing is sent to it', async () => {
  vi.useFakeTimers();
  try {
    const { link, sent } = makeLink();
    await link.open(2, wanted);
    await link.start();
    const closing = link.close();
    link.report(report(3, [[2.9, 50]]));
    await link.set({ kbps: 1, addedLatencyMs: 0 });
    await vi.runAllTimersAsync();
    await closing;
    expect(link.steps).toHaveLength(1);
    expect(sent.map((call) => String(call).split(',')[0])).toEqual(['openLinks', 'startClock', 'closeLinks']);
  } finally {
    vi.useRealTimers();
  }
});
