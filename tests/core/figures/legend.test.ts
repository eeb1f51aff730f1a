import { expect, test } from 'vitest';
import { legendPlaces } from '../../../src/core/figures/legend';

test('entries stand side by side while there is room, then in the next row', () => {
  expect(legendPlaces([40, 50, 100, 20], 100, 10)).toEqual([
    { x: 0, row: 0 },
    { x: 50, row: 0 },
    { x: 0, row: 1 },
    { x: 0, row: 2 },
  ]);
});

test('an entry wider than the room has a row of its own', () => {
  expect(legendPlaces([300, 10], 100, 10).map(({ row }) => row)).toEqual([0, 1]);
});
