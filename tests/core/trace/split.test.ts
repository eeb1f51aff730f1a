import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitParts, splitTraces } from '../../../src/core/trace/split';

const groupsOf = fc.array(fc.integer({ min: 0, max: 25 }).map(String), { minLength: 1, maxLength: 120 });
const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const share = fc.integer({ min: 0, max: 10 });
const shares = fc.tuple(share, share, share).filter((list) => list.some((one) => one > 0));

test('ten originals in shares of 8 : 1 : 1 are 8, 1 and 1', () => {
  const groups = Array.from({ length: 10 }, (_, i) => `t${i}`);
  const parts = splitTraces(groups, { shares: [8, 1, 1], seed: 4 });
  expect(splitParts.map((part) => parts.filter((one) => one === part).length)).toEqual([8, 1, 1]);
  expect(splitTraces(groups, { shares: [8, 1, 1], seed: 4 })).toEqual(parts);
  const others = [5, 6, 7, 8].map((other) => splitTraces(groups, { shares: [8, 1, 1], seed: other }));
  expect(others.some((other) => other.join() !== parts.join())).toBe(true);
});

test('no group is torn apart, whatever the shares and the seed', () => {
  fc.assert(
    fc.property(groupsOf, shares, seed, (groups, given, ownSeed) => {
      const parts = splitTraces(groups, { shares: given, seed: ownSeed });
      const of = new Map<string, string>();
      groups.forEach((group, i) => {
        expect(of.get(group) ?? parts[i]).toBe(parts[i]);
        of.set(group, parts[i]);
      });
    }),
    { seed: 1 },
  );
});

test('the outcome does not depend on the order in which traces come', () => {
  fc.assert(
    fc.property(groupsOf, shares, seed, (groups, given, ownSeed) => {
      const options = { shares: given, seed: ownSeed };
      const there = splitTraces(groups, options);
      const back = splitTraces([...groups].reverse(), options).reverse();
      expect(back).toEqual(there);
    }),
    { seed: 2 },
  );
});

test('each part is within the largest group of its share, and a share of 0 stays empty', () => {
  fc.assert(
    fc.property(groupsOf, shares, seed, (groups, given, ownSeed) => {
      const parts = splitTraces(groups, { shares: given, seed: ownSeed });
      const largest = Math.max(...groups.map((group) => groups.filter((one) => one === group).length));
      const total = given[0] + given[1] + given[2];
      splitParts.forEach((part, i) => {
        const count = parts.filter((one) => one === part).length;
        const wanted = (given[i] / total) * groups.length;
        expect(Math.abs(count - wanted)).toBeLessThanOrEqual(2 * largest);
        if (given[i] === 0) expect(count).toBe(0);
      });
    }),
    { seed: 3 },
  );
});

test('shares that say nothing are refused', () => {
  expect(() => splitTraces(['a'], { shares: [0, 0, 0], seed: 1 })).toThrow('not all 0, got 0, 0, 0');
  expect(() => splitTraces(['a'], { shares: [1, -1, 1], seed: 1 })).toThrow('shares must be >= 0');
});
