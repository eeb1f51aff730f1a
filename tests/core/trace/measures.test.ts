import { expect, test } from 'vitest';
import { measureTrace, meanMeasures } from '../../../src/core/trace/measures';

const trace = (kbps: number[], seconds = 1) => ({
  name: 't',
  kbps,
  durationsSeconds: kbps.map(() => seconds),
});

test('mean, spread and coefficient of variation by hand', () => {
  const measures = measureTrace(trace([1000, 3000, 1000, 3000]));
  // Deviations of 1000 around 2000: standard deviation 1000, so 0.5 of the mean.
  expect(measures).toMatchObject({ seconds: 4, parts: 4, meanKbps: 2000, minKbps: 1000, maxKbps: 3000 });
  expect(measures.coefficientOfVariation).toBeCloseTo(0.5, 12);
});

test('a series that alternates is its own opposite one second later', () => {
  const measures = measureTrace(trace(Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 100 : 300))));
  expect(measures.autocorrelation1s).toBeCloseTo(-1, 12);
  expect(measures.autocorrelation10s).toBeCloseTo(1, 12);
});

test('steps of half a second are averaged over whole seconds', () => {
  expect(measureTrace(trace([100, 300, 100, 300], 0.5)).coefficientOfVariation).toBeCloseTo(0, 12);
});

test('no autocorrelation without variation or with too few seconds', () => {
  expect(measureTrace(trace([500, 500, 500, 500])).autocorrelation1s).toBeNull();
  expect(measureTrace(trace([500, 700])).autocorrelation1s).toBeNull();
  expect(measureTrace(trace([500, 700], 0.1)).coefficientOfVariation).toBe(0);
});

test('the mean of measures leaves out what a trace has not', () => {
  const [a, b] = [measureTrace(trace([1, 2, 1, 2, 1, 2])), measureTrace(trace([5, 5, 5]))];
  expect(meanMeasures([a, b])).toMatchObject({ meanKbps: 3.25, autocorrelation1s: a.autocorrelation1s });
});
