import { expect, test } from 'vitest';
import { lastLine, stepCounts, totalCounts } from '../../scripts/test-counts.mjs';

const outcome = (...statuses: string[]) => ({
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
});
const vitest = (exitCode: number, report: object | null) => stepCounts({ exitCode, report, isVitest: true });

test('a plain step counts as one', () => {
  expect(stepCounts({ exitCode: 0, report: null, isVitest: false })).toEqual({
    passed: 1,
    failed: 0,
    skipped: 0,
  });
  expect(stepCounts({ exitCode: 2, report: null, isVitest: false })).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
  });
});

test('a vitest step counts each of its tests', () => {
  const report = { testResults: [outcome('passed', 'failed', 'pending'), outcome('passed', 'todo')] };
  expect(vitest(1, report)).toEqual({ passed: 2, failed: 1, skipped: 2 });
});

test('a file that could not be loaded is a failure', () => {
  const report = { testResults: [outcome('passed'), { status: 'failed', assertionResults: [] }] };
  expect(vitest(1, report)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('no report, no test, or a failure without a failed test is a failure', () => {
  expect(vitest(0, null).failed).toBe(1);
  expect(vitest(0, { testResults: [] }).failed).toBe(1);
  expect(vitest(1, { testResults: [outcome('passed')] })).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('the last line is the sum, and skipped tests are listed only when there are any', () => {
  const total = totalCounts([vitest(0, { testResults: [outcome('passed', 'passed')] }), vitest(1, null)]);
  expect(lastLine(total)).toBe('2 passed, 1 failed');
  expect(lastLine({ ...total, skipped: 3 })).toBe('2 passed, 1 failed, 3 skipped');
});
