import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { probe } from '../../../src/node/ffmpeg/probe';
import { makeSampleClip } from '../../../src/node/ffmpeg/sample-clip';
import { transcode } from '../../../src/node/transcode';
import { scratchFolder } from './clips';

const folder = scratchFolder();

test('the sample clip is 720p30 with sound, and its largest chunk 1.5 times its smallest in every level', async () => {
  const file = join(folder, 'sample.mp4');
  await makeSampleClip({ file, seconds: 6 });
  const info = await probe(file);
  expect(info).toMatchObject({ width: 1280, height: 720, frameRate: 30, audio: { channels: 2 } });
  expect(info.durationSeconds).toBeCloseTo(6, 1);
  const { levels } = await transcode({ input: file, chunkSeconds: 1, outFolder: join(folder, 'out') });
  expect(levels.map(({ kbps }) => kbps)).toEqual([500, 1000, 2000]);
  for (const { chunkBytes } of levels) {
    expect(Math.max(...chunkBytes) / Math.min(...chunkBytes)).toBeGreaterThanOrEqual(1.5);
  }
}, 180_000);

test('a cancelled sample clip leaves nothing', async () => {
  const file = join(folder, 'cancelled', 'sample.mp4');
  const controller = new AbortController();
  const onProgress = () => controller.abort();
  await expect(makeSampleClip({ file, signal: controller.signal, onProgress })).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(join(folder, 'cancelled'))).toEqual([]);
});
