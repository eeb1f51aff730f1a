import { expect, test } from 'vitest';
import { makeVideo } from '../../../src/core/model/video';

const fields = {
  name: 'v',
  ladderKbps: [100, 200],
  chunkSeconds: 2,
  chunkKilobits: [
    [1, 2, 3],
    [4, 5, 6],
  ],
};

test('a video knows its chunks by level, by chunk and ahead of a chunk', () => {
  const video = makeVideo(fields);
  expect(video.chunkCount).toBe(3);
  expect(video.chunkRows).toEqual([
    [1, 4],
    [2, 5],
    [3, 6],
  ]);
  expect(video.upcomingRows[1]).toEqual([
    [2, 5],
    [3, 6],
  ]);
});

test('sizes ahead end after eight chunks, or with the video', () => {
  const long = makeVideo({
    ...fields,
    ladderKbps: [100],
    chunkKilobits: [Array.from({ length: 20 }, (_, i) => i + 1)],
  });
  expect(long.upcomingRows[3]).toEqual([[4], [5], [6], [7], [8], [9], [10], [11]]);
  expect(long.upcomingRows[19]).toEqual([[20]]);
});

test.each([
  ['a duration of nothing', { chunkSeconds: 0 }, 'chunkSeconds must be > 0, got 0'],
  [
    'chunks without end',
    { chunkSeconds: Infinity },
    'chunkSeconds must be > 0 and at most 3600, got Infinity',
  ],
  [
    'a rate of no network',
    { ladderKbps: [1, 1e10] },
    'must be above 1 and at most 1000000000, got 10000000000',
  ],
  ['no level', { ladderKbps: [], chunkKilobits: [] }, 'expected at least 1 level, got 0'],
  ['a ladder that falls', { ladderKbps: [200, 100] }, 'ladderKbps[1] must be above 200, got 100'],
  ['sizes for another ladder', { chunkKilobits: [[1]] }, 'expected sizes for 2 levels, got 1'],
  ['no chunk', { chunkKilobits: [[], []] }, 'expected at least 1 chunk, got 0'],
  ['levels of different length', { chunkKilobits: [[1, 2], [3]] }, 'level 1 has 1 chunks, level 0 has 2'],
  [
    'a size that is none',
    {
      chunkKilobits: [
        [1, 2],
        [3, NaN],
      ],
    },
    'level 1 chunk 1 must be > 0, got NaN',
  ],
])('refuses %s, with the name of the video', (_, change, message) => {
  expect(() => makeVideo({ ...fields, ...change })).toThrow(`video v: `);
  expect(() => makeVideo({ ...fields, ...change })).toThrow(message);
});
