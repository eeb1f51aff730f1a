import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeClip } from './clips';
import { startPlayers, type RunningPlayers } from './players/app';

/** A picture as it was shown: when, and where in the video, in seconds. */
interface ShownPicture {
  readonly atSeconds: number;
  readonly position: number;
}

declare global {
  interface Window {
    shownPictures: ShownPicture[];
  }
}

const videoSeconds = 12;
let running: RunningPlayers;

beforeAll(async () => {
  running = await startPlayers();
});

afterAll(() => running?.close());

describe('a clip with sound, for whose picture the link is too slow', () => {
  let shown: readonly ShownPicture[];
  let startupSeconds: number;
  let stallSeconds: number;
  let elapsedSeconds: number;

  beforeAll(async () => {
    const { page, work, see } = running;
    const clip = join(work, 'sound.mp4');
    makeClip(clip, { size: '480x270', rate: 25, seconds: videoSeconds });
    await page.evaluate(async (path) => {
      const ladder = [{ kbps: 300, width: 320, height: 180 }];
      const entry = await window.playersUnderTest.prepare(path, ladder);
      const settings = { algorithms: ['if-then', 'if-then'], bufferCapSeconds: 4 };
      await window.playersUnderTest.start(entry, settings, 3000);
      const video = document.querySelector('video');
      if (!video) throw new Error('no player');
      window.shownPictures = [];
      const noted: VideoFrameRequestCallback = (now, { mediaTime }) => {
        window.shownPictures.push({ atSeconds: now / 1000, position: mediaTime });
        video.requestVideoFrameCallback(noted);
      };
      video.requestVideoFrameCallback(noted);
    }, clip);
    await running.until(({ players }) => players.every(({ position }) => position > 0));
    await page.evaluate(() => window.playersUnderTest.setBandwidth(150));
    for (let looks = 0; (await see()).state !== 'ended' && looks < 240; looks++)
      await page.waitForTimeout(250);
    const seen = await see();
    expect(seen.state).toBe('ended');
    shown = await page.evaluate(() => window.shownPictures);
    startupSeconds = seen.players[0].startupSeconds ?? 0;
    ({ stallSeconds } = seen.players[0]);
    ({ elapsedSeconds } = seen);
  });

  test('skips no picture', () => {
    const steps = shown.slice(1).map(({ position }, i) => position - shown[i].position);
    expect(Math.max(...steps)).toBeLessThan(0.5);
  });

  test('stalls as long as the picture stands', () => {
    const stands = shown.slice(1).map(({ atSeconds }, i) => atSeconds - shown[i].atSeconds);
    const longStands = stands.filter((seconds) => seconds > 0.3);
    const frozenSeconds = longStands.reduce((sum, seconds) => sum + seconds, 0);
    expect(frozenSeconds).toBeGreaterThan(2);
    // A stand lasts up to a decoder's delay longer at both ends.
    expect(Math.abs(stallSeconds - frozenSeconds)).toBeLessThan(0.2 * longStands.length);
  });

  test('plays, stalls and starts for all the time that passes', () => {
    expect(Math.abs(startupSeconds + stallSeconds + videoSeconds - elapsedSeconds)).toBeLessThan(0.5);
  });
});
