import { expect, test } from 'vitest';
import { DeriveDraft, deriveKinds, isSeed } from '../../../src/renderer/traces/derive-draft.svelte';
import type { TraceSetHead } from '../../../src/shared/traces';

const set: TraceSetHead = {
  id: 'set',
  name: 'Tram',
  count: 2,
  seconds: 20,
  meanKbps: 1000,
  origin: 'imported',
  describes: '',
  createdAt: '2026-11-22T20:00:00.000Z',
};
const all = { setId: 'set', traceIds: null };

function draft(kindId: string, values: Partial<DeriveDraft['values']> = {}): DeriveDraft {
  const made = new DeriveDraft(set);
  made.kindId = kindId;
  Object.assign(made.values, values);
  return made;
}

test('a new set is named after the old one and what is done, until it gets a name of its own', () => {
  const made = draft('clip');
  expect(made.name).toBe('Tram clipped');
  made.kindId = 'split';
  expect(made.name).toBe('Tram');
  made.name = 'Mine';
  made.kindId = 'scale';
  expect([made.name, made.problem]).toEqual(['Mine', null]);
  made.name = ' ';
  expect(made.problem).toBe('Give the new set a name.');
});

test('rates are given in Mbit/s and sent in kbps', () => {
  expect(draft('scale-to-mean', { mean: 2.5 }).work(all)).toEqual({
    type: 'derive',
    from: all,
    operation: { type: 'scale-to-mean', meanKbps: 2500 },
    name: 'Tram at one mean',
  });
});

test('a split has its shares and its seed, a copy the set it goes into', () => {
  expect(draft('split', { train: 70, validation: 20, test: 10, seed: 4 }).work(all)).toEqual({
    ...{ type: 'split', from: all, shares: [70, 20, 10], seed: 4, name: 'Tram' },
  });
  const copy = draft('copy');
  copy.into = 'another';
  expect(copy.work(all)).toEqual({ type: 'copy', from: all, name: 'Tram chosen', into: 'another' });
});

test('numbers that make no sense are a problem, in a sentence', () => {
  const problems = [
    draft('clip', { from: 10, to: 10 }),
    draft('clip', { from: -1 }),
    draft('pieces', { piece: 0 }),
    draft('scale', { factor: NaN }),
    draft('scale-to-mean', { mean: -1 }),
    draft('resample', { step: Infinity }),
    draft('split', { train: 0, validation: 0, test: 0 }),
    draft('split', { seed: 1.5 }),
  ].map(({ problem }) => problem);
  for (const problem of problems) expect(problem).toMatch(/^[A-Z].*\.$/);
  expect(deriveKinds.map(({ value }) => draft(value).problem)).toEqual(deriveKinds.map(() => null));
});

test('the preview shows what becomes of a trace, or says why nothing does', () => {
  const trace = { name: 't', durationsSeconds: [10, 10], kbps: [100, 300] };
  expect(draft('pieces', { piece: 5 }).preview(trace)).toHaveLength(4);
  expect(draft('pieces', { piece: 60 }).preview(trace)).toMatch(/^t: nothing is left of it/);
  expect(draft('pieces', { piece: 0 }).preview(trace)).toEqual([]);
  expect(draft('copy').preview(trace)).toEqual([]);
});

test('a seed is a whole number of 32 bits', () => {
  expect([0, 2 ** 32 - 1, -1, 0.5, 2 ** 32, NaN].map(isSeed)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
