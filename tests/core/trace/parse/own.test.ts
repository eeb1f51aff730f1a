import { expect, test } from 'vitest';
import { parseTraces } from '../../../../src/core/trace/parse/detect';

const read = (document: object) => parseTraces('own.json', () => [JSON.stringify(document)]);

test('a trace that the application keeps is read back, with its latency', () => {
  const trace = { name: 'Recorded', durationsSeconds: [2, 3], kbps: [500, 0], latencySeconds: [0.1, 0] };
  expect(read(trace)).toEqual([trace]);
  const { latencySeconds, ...plain } = trace;
  expect(latencySeconds).toHaveLength(2);
  expect(read(plain)).toEqual([plain]);
});

test('a trace that begins within its first part still does when it is read back', () => {
  const trace = { name: 'Cooked', durationsSeconds: [2, 3], kbps: [500, 800], startSeconds: 0.5 };
  expect(read(trace)).toEqual([trace]);
  expect(() => read({ ...trace, startSeconds: 'soon' })).toThrow('expected startSeconds >= 0, got "soon"');
});

test.each([
  [{ durationsSeconds: [1, 2], kbps: [5] }, 'expected 2 rates and latencies, got 1'],
  [{ durationsSeconds: [1], kbps: ['fast'] }, 'expected a list of numbers as kbps, got ["fast"]'],
  [{ durationsSeconds: [-1], kbps: [5] }, 'expected a duration in seconds from 0'],
])('what is none is refused in a sentence (%#)', (document, message) => {
  expect(() => read(document)).toThrow(message);
});
