import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { childPath } from '../../../src/node/platform/child-path';
import { hostileIds } from '../../hostile-ids';
import { temporaryFolder } from '../../temporary-folder';

/** No path, though harmless: characters that some system forbids are refused by the schema of ids only. */
const harmless = new Set(['%2e%2e', '..%2fvictim']);

test('no hostile text becomes a path', () => {
  const folder = temporaryFolder('child-path');
  for (const id of hostileIds.filter((text) => !harmless.has(text))) {
    expect(() => childPath(folder, id), JSON.stringify(id.slice(0, 40))).toThrow(
      /^expected the name of something in the folder "child-path-\w+", got /,
    );
  }
});

test('an ending does not make a name of what is none', () => {
  const folder = temporaryFolder('child-path');
  for (const id of ['', '.', '..', 'con'])
    expect(() => childPath(folder, id, '.json'), id).toThrow(/^expected/);
  expect(childPath(folder, 'run', '.json')).toBe(join(folder, 'run.json'));
});

test('a name becomes a direct child, there or not', () => {
  const folder = temporaryFolder('child-path');
  mkdirSync(join(folder, 'run'));
  expect(childPath(folder, 'run')).toBe(join(folder, 'run'));
  expect(childPath(folder, 'a new one.json')).toBe(join(folder, 'a new one.json'));
  expect(childPath(join(folder, 'not made yet'), 'run')).toBe(join(folder, 'not made yet', 'run'));
});

test('the folder itself may be reached by a link', () => {
  const folder = temporaryFolder('child-path');
  mkdirSync(join(folder, 'real'));
  symlinkSync(join(folder, 'real'), join(folder, 'link'));
  expect(childPath(join(folder, 'link'), 'run')).toBe(join(folder, 'link', 'run'));
});

test('a link in the place of a child is refused, wherever it leads', () => {
  const folder = temporaryFolder('child-path');
  const outside = temporaryFolder('outside');
  writeFileSync(join(folder, 'sibling'), '');
  for (const [name, target] of [
    ['outside', outside],
    ['above', '..'],
    ['itself', '.'],
    ['sibling-link', 'sibling'],
    ['dangling', 'nowhere'],
    ['loop', 'loop'],
  ]) {
    symlinkSync(target, join(folder, name));
    expect(() => childPath(folder, name), name).toThrow(
      new RegExp(`^"${name}" in the folder "child-path-\\w+" is a link; expected a file or a folder$`),
    );
  }
});
