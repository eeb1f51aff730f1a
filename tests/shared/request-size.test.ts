import { expect, test } from 'vitest';
import { excessOf } from '../../src/shared/request-size';

const limits = { values: 10, characters: 20, depth: 3 };

test('a request within its limits has no excess, whatever it holds', () => {
  expect(excessOf({ a: [1, 2, { b: 'text' }], c: null, d: undefined }, limits)).toBeNull();
  expect(excessOf('x'.repeat(20), limits)).toBeNull();
  expect(excessOf(null, limits)).toBeNull();
});

test('values, characters and depth are counted everywhere', () => {
  expect(excessOf(new Array(10).fill(0), limits)).toBe('more than 10 values');
  expect(excessOf({ a: [1, 2, 3], b: { c: [4, 5, 6], d: 7 } }, limits)).toBe('more than 10 values');
  expect(excessOf(['x'.repeat(10), 'x'.repeat(11)], limits)).toBe('texts of more than 20 characters');
  expect(excessOf({ ['x'.repeat(21)]: 0 }, limits)).toBe('texts of more than 20 characters');
  expect(excessOf([[[[]]]], limits)).toBe('more than 3 lists and objects inside each other');
});

test('no more is looked at than may be there', () => {
  let looked = 0;
  const endless = {
    length: 1e9,
    *[Symbol.iterator]() {
      for (;;) yield ++looked;
    },
  };
  const list = Object.setPrototypeOf([], { [Symbol.iterator]: endless[Symbol.iterator] });
  expect(excessOf(list, limits)).toBe('more than 10 values');
  expect(looked).toBe(10);
});

test('what holds itself, and bytes where a list is expected, are refused', () => {
  const round: unknown[] = [];
  round.push(round);
  expect(excessOf(round, limits)).toBe('more than 3 lists and objects inside each other');
  expect(excessOf({ a: new Float64Array(1e6) }, limits)).toBe('bytes instead of a list');
});

test('the inputs of a network count number by number', () => {
  const inputs = (length: number) => ({ context: new Float32Array(length) });
  expect(excessOf(inputs(8), { ...limits, values: 10 })).toBeNull();
  expect(excessOf(inputs(9), { ...limits, values: 10 })).toBe('more than 10 values');
});
