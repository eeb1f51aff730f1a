import * as v from 'valibot';
import { expect, test } from 'vitest';
import { checkForeign } from '../../src/shared/foreign';

test('a list of nothing but faults is looked at up to the first one', () => {
  let looked = 0;
  const counting = v.pipe(
    v.unknown(),
    v.check(() => (looked++, false), 'no'),
  );
  const schema = v.object({ list: v.array(v.union([counting, v.object({ inner: counting })])) });
  const list = new Array(100_000).fill({ inner: 'x' });
  expect(checkForeign(schema, { list })).toMatchObject({ success: false });
  expect(looked).toBe(2); // both members of the union, once
});

test('the problem names the place, what was expected and what was found', () => {
  const schema = v.object({ rows: v.array(v.object({ kbps: v.number() })) });
  expect(checkForeign(schema, { rows: [{ kbps: 1 }, { kbps: 'fast' }] })).toEqual({
    success: false,
    problem: 'rows.1.kbps: Invalid type: Expected number but received "fast"',
  });
  expect(checkForeign(v.number(), null)).toEqual({
    success: false,
    problem: 'Invalid type: Expected number but received null',
  });
});

test('a value that is as expected comes back as the schema gives it', () => {
  expect(checkForeign(v.optional(v.number(), 3), undefined)).toEqual({ success: true, output: 3 });
});
