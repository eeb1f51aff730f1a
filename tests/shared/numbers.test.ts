import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import * as numbers from '../../src/shared/numbers';

const { above, between, whole, ...units } = numbers;

describe.each(Object.entries(units))('%s', (_, schema) => {
  test.each(['1e999', '-1e999'])('%s in JSON is refused', (text) => {
    expect(v.is(schema, JSON.parse(text))).toBe(false);
  });

  test('NaN, null and text are refused', () => {
    for (const value of [NaN, null, undefined, '1', 1n]) expect(v.is(schema, value)).toBe(false);
  });

  test('its ends survive JSON', () => {
    for (const value of [Number.MAX_VALUE, 1e30, 1e15, 1e12, 1e9, 1e6, 10, 1, 5e-324, -1e30]) {
      if (v.is(schema, value)) expect(JSON.parse(JSON.stringify(value))).toBe(value);
    }
    expect(v.is(schema, 1)).toBe(true);
  });
});

test('a range without an end cannot be made', () => {
  for (const range of [
    () => between(0, Infinity),
    () => above(-Infinity, 0),
    () => whole(0, Infinity),
    () => between(NaN, 1),
  ]) {
    expect(range).toThrow('the end of a range must be finite');
  }
});
