import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { algorithms } from '../../../src/core/abr/registry';
import { modelReader, projectResources } from '../../../src/node/models';
import { drawSurface, surfaceOf } from '../../../src/core/abr/surface';

const policy = modelReader(projectResources());
const drawn = algorithms.filter(({ clairvoyant }) => !clairvoyant);

test('the picture of buffer-based has horizontal edges only, that of rate-based vertical ones', () => {
  const byBuffer = surfaceOf('buffer-based');
  expect(byBuffer.every((row) => new Set(row).size === 1)).toBe(true);
  expect(byBuffer.map(([level]) => level)).toEqual(byBuffer.map(([level]) => level).sort());
  const byRate = surfaceOf('rate-based');
  expect(new Set(byRate.map((row) => row.join())).size).toBe(1);
  expect([...byRate[0]]).toEqual([...byRate[0]].sort());
  expect(new Set(byRate[0])).toEqual(new Set([0, 1, 2, 3, 4, 5]));
});

test.each(drawn.map(({ id, name }) => ({ id, name })))(
  'the picture of $id is what the program draws now',
  ({ id, name }) => {
    expect(readFileSync(`docs/pictures/${id}.svg`, 'utf8')).toBe(drawSurface(name, surfaceOf(id, policy)));
  },
);

test('docs/algorithms.md explains and shows each algorithm', () => {
  const text = readFileSync('docs/algorithms.md', 'utf8');
  for (const { id } of algorithms) expect(text).toContain(id);
  for (const { id } of drawn) expect(text).toContain(`pictures/${id}.svg`);
});
