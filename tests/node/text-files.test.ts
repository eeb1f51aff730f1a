import { expect, test } from 'vitest';
import { fileName } from '../../src/node/text-files';
import { isFileName } from '../../src/shared/id';
import { hostileIds } from '../hostile-ids';

test('every text becomes the name of one file', () => {
  const short = hostileIds.filter(({ length }) => length < 200);
  expect(short.filter((text) => !isFileName(fileName(text)))).toEqual([]);
});

test('a harmless name stays as it is', () => {
  for (const name of ['3G on the move', 'übung 1.csv', 'console.txt']) expect(fileName(name)).toBe(name);
});
