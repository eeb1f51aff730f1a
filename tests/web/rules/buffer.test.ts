import { describe, expect, test } from 'vitest';
import { bufferAhead, grown } from '../../../src/web/rules/buffer';

describe('video ahead of the play head', () => {
  test('is what the element holds, and the chunk that has come and is not appended yet', () => {
    expect(bufferAhead(3, [{ start: 0, end: 6 }], null)).toBe(3);
    expect(bufferAhead(3, [{ start: 0, end: 6 }], { start: 0, end: 8 })).toBe(5);
    expect(bufferAhead(0, [], { start: 0, end: 2 })).toBe(2);
  });

  test('ends at a hole, and starts where the play head stands', () => {
    expect(
      bufferAhead(
        3,
        [
          { start: 0, end: 6 },
          { start: 8, end: 12 },
        ],
        null,
      ),
    ).toBe(3);
    expect(
      bufferAhead(
        7,
        [
          { start: 0, end: 6 },
          { start: 8, end: 12 },
        ],
        null,
      ),
    ).toBe(0);
    expect(bufferAhead(20, [{ start: 0, end: 6 }], { start: 0, end: 6 })).toBe(0);
  });

  test('goes on over a rounding between chunks, and from the element’s end into the row that came', () => {
    expect(bufferAhead(0, [{ start: 0.08, end: 4 }], { start: 4.04, end: 6 })).toBe(6);
  });
});

test('chunks in a row are one span, a jump begins another', () => {
  const row = grown(grown(null, { start: 4, end: 6 }), { start: 6, end: 8 });
  expect(row).toEqual({ start: 4, end: 8 });
  expect(grown(row, { start: 20, end: 22 })).toEqual({ start: 20, end: 22 });
});
