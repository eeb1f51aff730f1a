import { expect, test } from 'vitest';
import { quote, quoteName, shownName } from '../../../src/core/text/quote';

test('a text is quoted, and cut after 80 characters', () => {
  expect(quote('a "b"')).toBe(String.raw`"a \"b\""`);
  expect(quote('x'.repeat(80))).toBe(`"${'x'.repeat(80)}"`);
  expect(quote('x'.repeat(81))).toBe(`"${'x'.repeat(80)}…"`);
});

test('escapes are never cut in two and count as they are shown', () => {
  expect(quote('\0'.repeat(14))).toBe(`"${String.raw`\u0000`.repeat(13)}…"`);
});

test('control characters and turns of the writing direction are shown as numbers', () => {
  expect(quote('\u001b[1m\u009b\u202e')).toBe(String.raw`"\u001b[1m\u009b\u202e"`);
});

test('lists and objects are told by their kind, other values as they are', () => {
  expect([[1, 2], { a: 1 }, null, undefined, Infinity, true].map(quote)).toEqual([
    '[1,2]',
    'an object',
    'null',
    'nothing',
    'Infinity',
    'true',
  ]);
});

test('a long list, or one of lists, is told by its kind', () => {
  const few = ['a', 1, null];
  expect([few, [...few, ...few, ...few], [few], ['x'.repeat(80)]].map(quote)).toEqual([
    '["a",1,null]',
    'a list of 9',
    'a list of 1',
    'a list of 1',
  ]);
});

test('a path is told by its last part', () => {
  expect(['/home/ann/data/run.json', String.raw`C:\Users\ann\set\\`, 'run', '/', ''].map(quoteName)).toEqual([
    '"run.json"',
    '"set"',
    '"run"',
    '"/"',
    '""',
  ]);
});

test('a name without oddities is shown without quotes', () => {
  expect(['/home/ann/run.json', '/tmp/my run.json', '/tmp/a\nb', ''].map(shownName)).toEqual([
    'run.json',
    '"my run.json"',
    String.raw`"a\nb"`,
    '""',
  ]);
});
