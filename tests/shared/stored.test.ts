import * as v from 'valibot';
import { expect, test } from 'vitest';
import { traceOfSteps } from '../../src/core/trace/recorder';
import { storedTrace, traceSchema } from '../../src/shared/trace';

test('a recorded Slow 3G keeps its added latency when it is saved', () => {
  const steps = [
    { atSeconds: 0, kbps: 4000, latencySeconds: 0 },
    { atSeconds: 5, kbps: 400, latencySeconds: 2 },
  ];
  const saved = v.parse(traceSchema, JSON.parse(JSON.stringify(storedTrace(traceOfSteps('r', steps, 8)))));
  expect(saved).toEqual({
    name: 'r',
    durationsSeconds: [5, 3],
    kbps: [4000, 400],
    latencySeconds: [0, 2],
  });
});

test('typed arrays become plain ones, and a trace without latency has none', () => {
  const trace = { name: 't', durationsSeconds: Float64Array.of(1, 2), kbps: Float64Array.of(3, 4) };
  expect(storedTrace(trace)).toEqual({ name: 't', durationsSeconds: [1, 2], kbps: [3, 4] });
});

test('a trace keeps where its own clock begins', () => {
  const trace = { name: 't', durationsSeconds: [1, 2], kbps: [3, 4], startSeconds: 0.25 };
  expect(v.parse(traceSchema, JSON.parse(JSON.stringify(storedTrace(trace))))).toEqual(trace);
});

test('a trace with fewer durations than rates is refused', () => {
  const broken = { name: 't', durationsSeconds: [1], kbps: [1, 2] };
  expect(v.safeParse(traceSchema, broken).success).toBe(false);
});
