import { expect, test } from 'vitest';
import { clipTrace, originalName, pieceName, piecesOf } from '../../../src/core/trace/clip';

/** 4 s: 1 s at 100, 2 s at 200, 1 s at 400 kbps. */
const trace = {
  name: 't',
  durationsSeconds: [1, 2, 1],
  kbps: [100, 200, 400],
  latencySeconds: [0.1, 0.2, 0.4],
  startSeconds: 0.5,
};

test('a clip keeps what lies between its ends, parts cut where the ends fall', () => {
  expect(clipTrace(trace, 0.5, 3.25)).toEqual({
    name: 't',
    durationsSeconds: [0.5, 2, 0.25],
    kbps: [100, 200, 400],
    latencySeconds: [0.1, 0.2, 0.4],
  });
  expect(clipTrace(trace, 1, 3)).toMatchObject({ durationsSeconds: [2], kbps: [200] });
});

test('the start that the source states is kept where the clip begins at 0', () => {
  expect(clipTrace(trace, 0, 2)?.startSeconds).toBe(0.5);
  expect(clipTrace(trace, 0, 0.25)?.startSeconds).toBeUndefined();
});

test('a clip beyond the end is as long as the trace, one after the end is none', () => {
  expect(clipTrace(trace, 3, 99)).toMatchObject({ durationsSeconds: [1], kbps: [400] });
  expect(clipTrace(trace, 4, 5)).toBeNull();
  expect(() => clipTrace(trace, 2, 2)).toThrow('expected 0 <= from < to, got 2 s to 2 s');
});

test('pieces are of one length, numbered, and a shorter rest is left out', () => {
  expect(piecesOf(trace, 1.5)).toMatchObject([
    { name: 't piece 1', durationsSeconds: [1, 0.5], kbps: [100, 200] },
    { name: 't piece 2', durationsSeconds: [1.5], kbps: [200] },
  ]);
  expect(piecesOf(trace, 5)).toEqual([]);
  // 0.1 + 0.7 + 0.1 + 0.1 is 0.9999999999999999 in binary: still one whole piece of 1 s.
  const tenths = { name: 'x', durationsSeconds: [0.1, 0.7, 0.1, 0.1], kbps: [1, 1, 1, 1] };
  expect(piecesOf(tenths, 1)).toHaveLength(1);
});

test('the name of a piece leads back to its original, with an ending and without', () => {
  expect(pieceName('bus.log', 2)).toBe('bus piece 2.log');
  for (const name of ['bus.log', 'bus', 'www.site.com_0', 'trace 7']) {
    expect(originalName(pieceName(name, 12))).toBe(name);
    expect(originalName(name)).toBe(name);
  }
});
