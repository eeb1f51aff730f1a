import { expect, test } from 'vitest';
import * as v from 'valibot';
import { fileNameSchema, idSchema, isFileName } from '../../src/shared/id';
import { hostileIds } from '../hostile-ids';

test('no hostile text is an id', () => {
  expect(hostileIds.filter((id) => v.is(idSchema, id))).toEqual([]);
});

test('the ids that the application makes are ids', () => {
  const own = [
    '6d1f0a52-6a7e-4b64-9f0d-1f3c5a0b7c11',
    '0123456789abcdef0123456789abcdef',
    'default',
    'recordings',
    'built-in.drive-1',
    '6d1f0a52-6a7e-4b64-9f0d-1f3c5a0b7c11.12',
    'a..b',
  ];
  expect(own.filter((id) => !v.is(idSchema, id))).toEqual([]);
});

test('a refused id is told with at most 80 characters of it', () => {
  const refused = v.safeParse(idSchema, `../${'x'.repeat(5000)}`);
  const [message] = refused.issues?.map((issue) => issue.message) ?? [];
  expect(message).toBe(`expected an id of letters, digits, ".", "_" or "-", got "../${'x'.repeat(77)}…"`);
});

test('a file name may have spaces and any letters, but no folder and no device', () => {
  expect(['Mean QoE (1).svg', 'übung.csv', '.hidden', 'console.txt'].every(isFileName)).toBe(true);
  expect(['a/b.svg', 'con.svg', '..', 'a:b'].some((name) => v.is(fileNameSchema, name))).toBe(false);
});
