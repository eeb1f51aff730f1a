import { expect, test } from 'vitest';
import { progressReader } from '../../../src/node/ffmpeg/progress';

/** A report as FFmpeg 4.1 prints it; 5 to 9 add keys. */
const report = ['frame=75', 'fps=50.0', 'stream_0_0_q=28.0', 'bitrate=N/A', 'out_time_ms=2500000'];

test('a report becomes share, fps, speed and time left', () => {
  const reader = progressReader(10);
  for (const line of [...report, 'out_time=00:00:02.500000', 'speed=1.25x'])
    expect(reader.read(line)).toBe('part');
  expect(reader.read('progress=continue')).toEqual({
    stage: 'encoding',
    share: 0.25,
    fps: 50,
    speed: 1.25,
    secondsLeft: 6, // 7.5 s of video at 1.25 a second
  });
});

test('what FFmpeg cannot say yet is null, and a time below zero is the start', () => {
  const reader = progressReader(10);
  ['fps=0.00', 'out_time=-00:00:00.021333', 'speed=N/A'].forEach((line) => reader.read(line));
  expect(reader.read('progress=continue')).toMatchObject({
    share: 0,
    fps: null,
    speed: null,
    secondsLeft: null,
  });
});

test('the end is 1, however the source was rounded; more than the whole never shows', () => {
  const reader = progressReader(10);
  reader.read('out_time=00:00:10.400000');
  expect(reader.read('progress=continue')).toMatchObject({ share: 1 });
  reader.read('out_time=00:00:09.900000');
  expect(reader.read('progress=end')).toMatchObject({ share: 1, secondsLeft: 0 });
});

test('hours count, and spaces before a number do not hurt', () => {
  const reader = progressReader(7200);
  reader.read('out_time=01:00:00.000000');
  reader.read('speed=   2x');
  expect(reader.read('progress=continue')).toMatchObject({ share: 0.5, speed: 2, secondsLeft: 1800 });
});

test('any other line is a message', () => {
  expect(progressReader(1).read('[dash @ 0x55] Could not write: size=3')).toBe('message');
  expect(progressReader(1).read('out.mp4: No space left on device')).toBe('message');
});

test('the share never steps back, though FFmpeg says a time that does', () => {
  const reader = progressReader(10);
  reader.read('out_time=00:00:05.000000');
  reader.read('progress=continue');
  reader.read('out_time=N/A');
  expect(reader.read('progress=continue')).toMatchObject({ share: 0.5 });
});
