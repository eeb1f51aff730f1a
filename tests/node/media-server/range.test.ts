import { expect, test } from 'vitest';
import { parseRange } from '../../../src/node/media-server/range';

test.each([
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=10-19', { first: 10, last: 19 }],
  ['bytes=90-', { first: 90, last: 99 }],
  ['bytes=90-500', { first: 90, last: 99 }],
  ['bytes=-5', { first: 95, last: 99 }],
  ['bytes=-500', { first: 0, last: 99 }],
])('%s of 100 bytes is a span', (header, span) => {
  expect(parseRange(header, 100)).toEqual(span);
});

test.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('%s lies outside of 100 bytes', (header) => {
  expect(parseRange(header, 100)).toBe('unsatisfiable');
});

test.each([undefined, '', 'bytes=-', 'bytes=5-2', 'bytes=0-1,5-6', 'items=0-5', 'bytes=a-b'])(
  '%s asks for the whole file',
  (header) => {
    expect(parseRange(header, 100)).toBeNull();
  },
);

test('an empty file has no satisfiable range', () => {
  expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
  expect(parseRange('bytes=-5', 0)).toBe('unsatisfiable');
});
