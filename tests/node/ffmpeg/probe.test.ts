import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { probe } from '../../../src/node/ffmpeg/probe';
import { ffmpeg, hdrOptions, makeClip, scratchFolder } from './clips';

const folder = scratchFolder();
const at = (name: string) => join(folder, name);
const plain = at('plain.mp4');

beforeAll(() => {
  makeClip(plain, { options: ['-movflags', '+faststart'] });
});

test('a plain clip is described', async () => {
  const info = await probe(plain);
  expect(info).toMatchObject({
    ...{ path: plain, width: 320, height: 180, codec: 'h264', frameRate: 30, variableFrameRate: false },
    ...{ rotationDegrees: 0, sampleAspect: 1, hdr: false, sizeBytes: readFileSync(plain).length },
    audio: { codec: 'aac', channels: 1, sampleRate: 44100 },
  });
  expect(info.container).toContain('mp4');
  expect(info.durationSeconds).toBeCloseTo(3, 1);
});

test('a clip without sound is a video', async () => {
  expect((await probe(makeClip(at('mute.mp4'), { sound: false, seconds: 1 }))).audio).toBeNull();
});

test.each([
  'two words.mp4',
  `it's "quoted".mp4`,
  'emoji 🎬 ünï.mp4',
  '-leading.mp4',
  '100%d.mp4',
  'a:b|c.mp4',
])('a file named %s is opened', async (name) => {
  copyFileSync(plain, at(name));
  expect((await probe(at(name))).width).toBe(320);
});

test('sample aspect counts in the shown size', async () => {
  const wide = makeClip(at('wide.mp4'), { size: '360x288', seconds: 1, options: ['-vf', 'setsar=64/45'] });
  expect(await probe(wide)).toMatchObject({ width: 512, height: 288, sampleAspect: 64 / 45 });
});

test('PQ is HDR', async () => {
  expect((await probe(makeClip(at('hdr.mp4'), { seconds: 1, options: hdrOptions }))).hdr).toBe(true);
});

test('a stream without a stated duration is read to its end', async () => {
  const raw = at('raw.h264');
  ffmpeg(['-i', plain, '-c:v', 'copy', '-an', '-f', 'matroska', '-live', '1', raw]);
  expect((await probe(raw)).durationSeconds).toBeCloseTo(3, 1);
});

test('what is no video is refused in one sentence with its name and the cause', async () => {
  writeFileSync(at('empty.mp4'), '');
  writeFileSync(at('notes.txt'), 'Dear diary, this is a text.\n'.repeat(50));
  writeFileSync(at('fake.mp4'), Buffer.from('not a video at all '.repeat(500)));
  mkdirSync(at('folder.mp4'));
  ffmpeg(['-f', 'lavfi', '-i', 'sine=d=1', at('song.m4a')]);
  ffmpeg(['-f', 'lavfi', '-i', 'testsrc2=d=1', '-frames:v', '1', at('photo.jpg')]);
  const cases = {
    'empty.mp4': 'it is empty',
    'folder.mp4': 'it is a folder, not a video',
    'gone.mp4': 'it is not there',
    'song.m4a': 'it has sound but no picture',
    'photo.jpg': 'it is a still picture, not a video',
    'fake.mp4': 'it is not a video that FFmpeg can read',
  };
  for (const [name, cause] of Object.entries(cases)) {
    await expect(probe(at(name))).rejects.toThrow(`"${name}" cannot be opened: ${cause}`);
  }
  await expect(probe(at('notes.txt'))).rejects.toThrow(/^"notes.txt" cannot be opened: it is (not|a text)/);
});

test.each([0.02, 0.5, 0.99])('an mp4 cut at %d of its length is refused as cut short', async (share) => {
  const short = at(`cut-${share}.mp4`);
  copyFileSync(plain, short);
  truncateSync(short, Math.floor(readFileSync(plain).length * share));
  await expect(probe(short)).rejects.toThrow(/cannot be opened: it is damaged or cut short/);
});

test('a signal that has fired stops the probe', async () => {
  await expect(probe(plain, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
});
