/** The counts of one step: vitest's own when it wrote a report, and one failure more when it failed without naming a test. */
export function stepCounts({ exitCode, report, isVitest }) {
  if (!isVitest) return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
  const counts = report === null ? { passed: 0, failed: 0, skipped: 0 } : vitestCounts(report);
  const unexplained = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return unexplained ? { ...counts, failed: 1 } : counts;
}

/** Tests of a vitest JSON report by outcome; a file that could not be loaded is one failure. */
function vitestCounts({ testResults }) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, assertionResults } of testResults) {
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) counts.failed += 1;
    for (const test of assertionResults) {
      if (test.status === 'passed') counts.passed += 1;
      else if (test.status === 'failed') counts.failed += 1;
      else counts.skipped += 1;
    }
  }
  return counts;
}

/** The sum of the steps' counts. */
export function totalCounts(steps) {
  const sum = (key) => steps.reduce((total, step) => total + step[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** The last line of `npm test`. */
export function lastLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
