import { expect, test } from 'vitest';
import { Panes } from '../../../src/renderer/compare/panes.svelte';

const made = (...ids: string[]): Panes => new Panes(ids, () => []);
const chosen = (panes: Panes): string[] => panes.all.map(({ choice }) => choice.id);

test('there are two to four panes', () => {
  const panes = made('bola', 'festive');
  expect([panes.full, panes.fewest]).toEqual([false, true]);
  expect(panes.remove(0)).toBe(false);
  expect([panes.add('bola'), panes.add('bola'), panes.add('bola')]).toEqual([true, true, false]);
  expect([panes.full, panes.fewest]).toEqual([true, false]);
  expect(made('bola', 'bola', 'bola', 'bola', 'bola').all).toHaveLength(4);
});

test('a pane that is added shows an algorithm that is not there yet', () => {
  const panes = made('bola', 'festive');
  panes.add();
  panes.add();
  expect(new Set(chosen(panes)).size).toBe(4);
});

test('panes keep their ids when another one is removed', () => {
  const panes = made('bola', 'festive', 'ppo');
  const [, second, third] = panes.all;
  panes.remove(0);
  expect(panes.all).toEqual([second, third]);
});

test('the player that is heard is heard on when one before it is removed', () => {
  const panes = made('bola', 'festive', 'ppo');
  panes.audible = 1;
  panes.remove(0);
  expect(panes.audible).toBe(0);
  panes.audible = null;
  panes.add('bola');
  panes.remove(0);
  expect(panes.audible).toBeNull();
});

test('the last pane is heard when the one that was heard is removed at the end', () => {
  const panes = made('bola', 'festive', 'ppo');
  panes.audible = 2;
  panes.remove(2);
  expect(panes.audible).toBe(1);
});

test('a pane plays what is chosen in it; an unknown choice is refused', () => {
  const panes = made('bola', 'festive');
  panes.choose(1, 'fixed:1');
  expect(chosen(panes)).toEqual(['bola', 'fixed:1']);
  expect(() => panes.choose(1, 'nobody')).toThrow('unknown player "nobody"');
});
