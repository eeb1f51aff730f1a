import { expect, test } from 'vitest';
import { ladders } from '../../../src/core/model/ladder';
import { checkDraft, nextLevel } from '../../../src/renderer/library/ladder-draft';

const full = { width: 1920, height: 1080 };

test('levels above the source are told, not made', () => {
  const { problem, kept, droppedKbps } = checkDraft(ladders.pensieve, full);
  expect(problem).toBeNull();
  expect(kept.map(({ kbps }) => kbps)).toEqual([300, 750, 1200, 1850, 2850]);
  expect(droppedKbps).toEqual([4300]);
});

test('a bitrate that does not rise is named with its level', () => {
  const levels = [
    { width: 640, height: 360, kbps: 500 },
    { width: 854, height: 480, kbps: 100 },
  ];
  expect(checkDraft(levels, full).problem).toBe('Level 2 needs more than the 500 kbit/s of level 1.');
});

test('an empty field is a mistake in words', () => {
  expect(checkDraft([{ width: NaN, height: 360, kbps: 500 }], full).problem).toBe(
    'Level 1 needs a width, a height and a bitrate.',
  );
});

test('a level below what the application takes is refused before it is sent', () => {
  expect(checkDraft([{ width: 64, height: 36, kbps: 5 }], full).problem).toBe(
    'Level 1 needs at least 16 kbit/s.',
  );
});

test('a new level is above the highest and without a mistake', () => {
  const levels = [...ladders.default, nextLevel(ladders.default)];
  expect(checkDraft(levels, { width: 3840, height: 2160 }).problem).toBeNull();
});
