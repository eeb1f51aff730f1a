import { expect, test } from 'vitest';
import { idSet } from '../../../src/renderer/ui/id-set';
import { traceRows, withRange, type RowOrder } from '../../../src/renderer/traces/trace-rows';
import type { TraceHead } from '../../../src/shared/traces';

function head(name: string, meanKbps: number): TraceHead {
  const figures = { seconds: 60, parts: 60, deviationKbps: 0, minKbps: 0, maxKbps: 1 };
  return { id: name, name, format: 'pensieve', group: name, meanKbps, sparkline: '', ...figures };
}

const heads = [head('t10', 5), head('t2', 9), head('T1', 5), head('bus', 1)];
const order: RowOrder = { query: '', sortKey: 'name', descending: false, hidden: [] };
const names = (change: Partial<RowOrder>): string[] =>
  traceRows(heads, { ...order, ...change }).map(({ name }) => name);

test('names are sorted by the numbers in them, figures by value and equal ones by name', () => {
  expect(names({})).toEqual(['bus', 'T1', 't2', 't10']);
  expect(names({ descending: true })).toEqual(['t10', 't2', 'T1', 'bus']);
  expect(names({ sortKey: 'meanKbps', descending: true })).toEqual(['t2', 'T1', 't10', 'bus']);
});

test('a search finds names and formats whatever their case, and leaves out what is hidden', () => {
  expect(names({ query: ' T1' })).toEqual(['T1', 't10']);
  expect(names({ query: 'pensieve', hidden: ['bus', 't2'] })).toEqual(['T1', 't10']);
});

test('a range is marked in either direction, beside what is marked already', () => {
  expect([...withRange(idSet(['bus']), heads, 2, 1)]).toEqual(['bus', 't2', 'T1']);
});
