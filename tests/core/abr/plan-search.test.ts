import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestFirstLevel, type PlanProblem } from '../../../src/core/abr/plan-search';
import { chunkQoe, makeQoe } from '../../../src/core/qoe/qoe';

/** Every combination in counting order, each valued from its start: the last of the best wins. */
function exhaustive(problem: PlanProblem): { first: number; total: number } {
  const { qoe, steps, chunkSeconds } = problem;
  const levels = qoe.levelQuality.length;
  let first = 0;
  let best = -Infinity;
  for (let count = 0; count < levels ** steps; count++) {
    const plan = Array.from(
      { length: steps },
      (_, i) => Math.floor(count / levels ** (steps - 1 - i)) % levels,
    );
    let [total, buffer, after, last] = [0, problem.bufferSeconds, 0, problem.lastLevel];
    for (const [step, level] of plan.entries()) {
      const seconds = problem.downloadSeconds(step, level, after);
      const stall = Math.max(0, seconds - buffer);
      total += chunkQoe(qoe, level, last, stall).total;
      buffer = Math.max(buffer - seconds, 0) + chunkSeconds;
      after += seconds;
      last = level;
    }
    if (total >= best) [first, best] = [plan[0], total];
  }
  return { first, total: best };
}

// Whole numbers and quarters: sums are exact, so that ties are ties in both.
const problems = fc
  .record({
    quality: fc.array(fc.integer({ min: -8, max: 40 }), { minLength: 1, maxLength: 6 }),
    stallPenaltyPerSecond: fc.integer({ min: 0, max: 8 }),
    switchPenalty: fc.integer({ min: 0, max: 3 }),
    steps: fc.integer({ min: 1, max: 4 }),
    chunkSeconds: fc.integer({ min: 1, max: 6 }),
    bufferQuarters: fc.integer({ min: 0, max: 60 }),
    lastOf: fc.option(fc.nat(5)),
    quarters: fc.array(fc.nat(80), { minLength: 24, maxLength: 24 }),
    waning: fc.boolean(),
  })
  .map(({ quality, steps, chunkSeconds, bufferQuarters, lastOf, quarters, waning, ...penalties }) => {
    const ladderKbps = quality.map((_, level) => 100 * (level + 1));
    const problem: PlanProblem = {
      ...{ steps, chunkSeconds, bufferSeconds: bufferQuarters / 4 },
      qoe: makeQoe({ quality, ...penalties }, ladderKbps),
      lastLevel: lastOf === null ? null : lastOf % quality.length,
      downloadSeconds: (step, level, after) =>
        quarters[step * 6 + level] / 4 + (waning ? Math.floor(after / 4) / 4 : 0),
    };
    return problem;
  });

test('the pruned search gives the first level of the exhaustive one, ties included', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      expect(bestFirstLevel(problem)).toBe(exhaustive(problem).first);
    }),
    { seed: 5, numRuns: 2000 },
  );
});

test('of equal plans the one with the higher first level is taken', () => {
  const qoe = makeQoe({ quality: [1, 1], stallPenaltyPerSecond: 1, switchPenalty: 0 }, [100, 200]);
  const problem = { qoe, steps: 3, chunkSeconds: 4, bufferSeconds: 9, lastLevel: 0 };
  expect(bestFirstLevel({ ...problem, downloadSeconds: () => 1 })).toBe(1);
});
