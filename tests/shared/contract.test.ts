import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { contract, events } from '../../src/shared/contract/contract';

const folder = join(import.meta.dirname, '../../src/shared/contract');

test('every entry of every domain is part of the contract, and no name stands twice', () => {
  const stated = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .flatMap((text) => [...text.matchAll(/^ {2}(\w+): \{\s*(?:\n\s*)?request:/gm)].map(([, name]) => name));
  expect(stated.length).toBeGreaterThan(60);
  expect([...stated].sort()).toEqual(Object.keys(contract).sort());
});

test('every call that takes nothing also takes a missing request, and only that', () => {
  const takesNothing = Object.values(contract).filter(({ request }) => v.is(request, undefined));
  expect(takesNothing.length).toBeGreaterThan(10);
  for (const { request } of takesNothing) {
    expect(v.safeParse(request, {}).success).toBe(false);
    expect(v.safeParse(request, null)).toMatchObject({ success: true, output: null });
  }
});

test('events have names of their own', () => {
  expect(Object.keys(events)).toContain('fault');
  expect(Object.keys(events).filter((name) => name in contract)).toEqual([]);
});
