import { expect, test } from 'vitest';
import { aspectOf, frameRates, outputRate, rotationOf, shownSize } from '../../../src/node/ffmpeg/picture';

const noSide = { side_data_list: [], tags: {} };

test('a display matrix of -90 is a clockwise quarter turn, as is the old tag 90', () => {
  expect(rotationOf({ ...noSide, side_data_list: [{}, { rotation: -90 }] })).toBe(90);
  expect(rotationOf({ ...noSide, side_data_list: [{ rotation: 90 }] })).toBe(270);
  expect(rotationOf({ ...noSide, side_data_list: [{ rotation: 180 }] })).toBe(180);
  expect(rotationOf({ ...noSide, tags: { rotate: '90' } })).toBe(90);
  expect(rotationOf(noSide)).toBe(0);
});

test('PAL widescreen 720x576 at 64:45 is shown at 1024x576, turned at 576x1024', () => {
  expect(shownSize({ width: 720, height: 576 }, aspectOf('64:45'), 0)).toEqual({ width: 1024, height: 576 });
  expect(shownSize({ width: 720, height: 576 }, aspectOf('64:45'), 90)).toEqual({ width: 576, height: 1024 });
  expect([aspectOf('0:1'), aspectOf('N/A'), aspectOf(undefined)]).toEqual([1, 1, 1]);
});

test('the mean rate stands, and differs from the base rate where it varies', () => {
  expect(frameRates({ avg_frame_rate: '25/1', r_frame_rate: '25/1' })).toEqual({
    frameRate: 25,
    variableFrameRate: false,
  });
  expect(frameRates({ avg_frame_rate: '24000/1001', r_frame_rate: '60/1' }).variableFrameRate).toBe(true);
  expect(frameRates({ avg_frame_rate: '0/0', r_frame_rate: '30/1' }).frameRate).toBe(30);
});

test.each([
  [30, false, { frames: 30, seconds: 1 }],
  [29.97, false, { frames: 30000, seconds: 1001 }],
  [24000 / 1001, false, { frames: 24000, seconds: 1001 }],
  [12.5, false, { frames: 12500, seconds: 1000 }],
  [120, false, { frames: 60, seconds: 1 }],
  [5, false, { frames: 10, seconds: 1 }],
  [29.4, true, { frames: 30, seconds: 1 }],
  [90, true, { frames: 60, seconds: 1 }],
])('a source of %d frames a second (variable: %s) is encoded at %o', (frameRate, variableFrameRate, rate) => {
  expect(outputRate({ frameRate, variableFrameRate })).toEqual(rate);
});
