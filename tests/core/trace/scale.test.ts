import { expect, test } from 'vitest';
import { scaleToMean, scaleTrace } from '../../../src/core/trace/scale';

const trace = { name: 't', durationsSeconds: [3, 1], kbps: [100, 500], latencySeconds: [0, 1] };

test('every rate is multiplied, nothing else', () => {
  expect(scaleTrace(trace, 0.5)).toEqual({ ...trace, kbps: [50, 250] });
  expect(() => scaleTrace(trace, 0)).toThrow('the factor must be > 0, got 0');
});

test('to a mean: 300 + 500 kilobits in 4 s are a mean of 200, so 600 kbps is three times as much', () => {
  expect(scaleToMean(trace, 600).kbps).toEqual([300, 1500]);
  const dead = { name: 'dead', durationsSeconds: [1], kbps: [0] };
  expect(() => scaleToMean(dead, 1)).toThrow('trace dead: expected some bandwidth above 0, got none');
});
