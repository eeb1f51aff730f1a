import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LibraryEntry } from '../../src/shared/presentation';
import { makeClip } from './clips';
import { startPlayers, type RunningPlayers } from './players/app';
import type { Seen } from './players/harness';

const ladder = [
  { kbps: 200, width: 256, height: 144 },
  { kbps: 600, width: 320, height: 180 },
  { kbps: 1500, width: 480, height: 270 },
];
type Chunks = Seen['players'][number]['chunks'];

let running: RunningPlayers;
let page: RunningPlayers['page'];
let see: RunningPlayers['see'];
let until: RunningPlayers['until'];
let entry: LibraryEntry;

beforeAll(async () => {
  running = await startPlayers();
  ({ page, see, until } = running);
  const clip = join(running.work, 'clip.mp4');
  // Without sound, so that nothing else is on the link.
  makeClip(clip, { size: '480x270', rate: 25, sound: false });
  entry = await page.evaluate(([path, levels]) => window.playersUnderTest.prepare(path, levels), [
    clip,
    ladder,
  ] as const);
});

afterAll(() => running?.close());

describe('two players in the real Electron', () => {
  let before: Seen;
  let after: Seen;

  beforeAll(async () => {
    const settings = { algorithms: ['if-then', 'buffer-based'], loop: true, bufferCapSeconds: 8 };
    await start(settings, 3000);
    await until((seen) => seen.players.every(({ chunks }) => chunks.length >= 8));
    before = await see();
    await page.evaluate(() => window.playersUnderTest.setBandwidth(300));
    const dropped = before.elapsedSeconds;
    await until((seen) => seen.players.every(({ chunks }) => since(chunks, dropped).length >= 3));
    after = await see();
  });

  test('ask for their first chunk within 100 ms of each other', () => {
    expect(before.startSkewMs).toBeLessThanOrEqual(100);
  });

  test('decide once for each chunk, in order', () => {
    for (const { chunks, decisions, problem } of after.players) {
      expect(problem).toBeNull();
      expect(chunks.map(({ index }) => index)).toEqual(chunks.map((_, i) => i));
      expect(decisions - chunks.length).toBeGreaterThanOrEqual(0);
      expect(decisions - chunks.length).toBeLessThanOrEqual(1);
    }
  });

  test('get the bytes that the sidecar names, past the splice of the loop too', () => {
    const { levels } = entry.presentation;
    for (const { chunks } of after.players) {
      expect(chunks.length).toBeGreaterThan(levels[0].chunkBytes.length);
      for (const { index, level, kilobits } of chunks) {
        const sizes = levels[level].chunkBytes;
        expect(kilobits).toBeCloseTo((sizes[index % sizes.length] * 8) / 1000, 9);
      }
    }
  });

  test('measure the bandwidth that is set, within 10 %', () => {
    const measured = before.players.flatMap(({ chunks }) =>
      chunks.flatMap(({ level, kbps }) => (level === 2 ? [kbps] : [])),
    );
    const median = measured.sort((a, b) => a - b)[Math.floor(measured.length / 2)];
    expect(Math.abs(median - 3000)).toBeLessThan(300);
  });

  test('climb while there is plenty and fall when it drops', () => {
    for (const [slot, { chunks }] of before.players.entries()) {
      const top = Math.max(...chunks.map(({ level }) => level));
      expect(top).toBeGreaterThanOrEqual(1);
      expect(after.players[slot].chunks.at(-1)?.level).toBeLessThan(top);
    }
  });

  test('have a winner and a reason', () => {
    expect(after.verdict).toMatch(/wins with a QoE of .* per chunk|tie with/);
  });
});

test.each([
  ['dashjs:bola', 'dashjs:throughput'],
  ['dashjs:l2a', 'dashjs:lolp'],
])('%s and %s as shipped fall with the bandwidth', async (...algorithms) => {
  await start({ algorithms, loop: true, bufferCapSeconds: 8 }, 4000);
  await until((seen) => seen.players.every(({ chunks }) => chunks.length >= 6));
  const before = await see();
  const tops = before.players.map(({ chunks }) => Math.max(...chunks.map(({ level }) => level)));
  for (const top of tops) expect(top).toBeGreaterThanOrEqual(1);
  await page.evaluate(() => window.playersUnderTest.setBandwidth(250));
  const lower = (chunks: Chunks, slot: number): boolean =>
    since(chunks, before.elapsedSeconds).some(({ level }) => level < tops[slot]);
  await until((seen) => seen.players.every(({ chunks }, slot) => lower(chunks, slot)));
  for (const { problem } of (await see()).players) expect(problem).toBeNull();
});

test('players of ours and of dash.js pause, go on and start anew together', async () => {
  await start({ algorithms: ['if-then', 'dashjs:dynamic'], bufferCapSeconds: 8 }, 4000);
  await until((seen) => seen.players.every(({ position }) => position > 1));
  await page.evaluate(() => window.playersUnderTest.act('pause'));
  const paused = await see();
  await page.waitForTimeout(600);
  const still = await see();
  still.players.forEach(({ position }, slot) => {
    expect(position - paused.players[slot].position).toBeLessThan(0.2);
  });
  await page.evaluate(() => window.playersUnderTest.act('resume'));
  await until((seen) => seen.players.every(({ position }, i) => position > still.players[i].position + 0.5));
  await page.evaluate(() => window.playersUnderTest.act('restart'));
  await until((seen) => seen.players.length > 0 && seen.players.every(({ chunks }) => chunks.length > 0));
  expect((await see()).startSkewMs).toBeLessThanOrEqual(100);
  await page.evaluate(() => window.playersUnderTest.act('stop'));
  expect((await see()).state).toBe('ended');
  expect(running.faults).toEqual([]);
});

function since(chunks: Chunks, seconds: number): Chunks {
  return chunks.filter(({ atSeconds }) => atSeconds > seconds);
}

async function start(settings: Record<string, unknown>, kbps: number): Promise<void> {
  await page.evaluate(([made, rate, changed]) => window.playersUnderTest.start(made, changed, rate), [
    entry,
    kbps,
    settings,
  ] as const);
}
