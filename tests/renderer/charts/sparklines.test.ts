import { expect, test } from 'vitest';
import { learningSparkline, learningText, traceSparkline } from '../../../src/renderer/charts/sparklines';

const curve = [
  { decisions: 1e6, score: -0.5 },
  { decisions: 4e6, score: 1.5 },
  { decisions: 5e6, score: 1 },
];

test('a trace holds each of its parts: steps', () => {
  expect(traceSparkline('A_')).toEqual([
    { x: 0, y: 0 },
    { x: 0.5, y: 0 },
    { x: 0.5, y: 1 },
    { x: 1, y: 1 },
  ]);
});

test('a learning curve runs from its first evaluation to its last and from its lowest score to its highest', () => {
  expect(learningSparkline(curve)).toEqual([
    { x: 0, y: 0 },
    { x: 0.75, y: 1 },
    { x: 1, y: 0.75 },
  ]);
});

test('a single score stands in the middle, and scores that are all the same are a line there', () => {
  expect(learningSparkline([{ decisions: 0, score: -3 }])).toEqual([{ x: 0.5, y: 0.5 }]);
  const same = [0, 1].map((decisions) => ({ decisions, score: 2 }));
  expect(learningSparkline(same).map(({ y }) => y)).toEqual([0.5, 0.5]);
});

test('a learning curve is told by its first, best and last score', () => {
  expect(learningText(curve, 'QoE')).toBe('Validation QoE a chunk: first −0.500, best 1.500, last 1.000');
});
