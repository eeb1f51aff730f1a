import { expect, test } from 'vitest';
import { trainingAxisEnd, trainingCharts } from '../../../src/renderer/train/training-models';
import type { RunCurves } from '../../../src/renderer/train/live-run.svelte';

const metrics = {
  ...{ session_qoe: null, policy_loss: 0, value_loss: 1, entropy: 1, approx_kl: 0, clip_fraction: 0 },
  ...{
    explained_variance: 0.5,
    distillation_agreement: null,
    gradient_norm: 0,
    learning_rate: 0,
    entropy_coef: 0,
    decisions_per_second: 1,
  },
};
const evaluation = { rebuffer_seconds_per_chunk: 0, best: true };

function run(name: string, qoe: number | null = null): RunCurves {
  return {
    ...{ id: name, name, budgetDecisions: 4e6 },
    iterations: [1, 2].map((million) => ({ ...metrics, decisions: million * 1e6, mean_reward: million })),
    evaluations: [{ ...evaluation, decisions: 2e6, score: 0.5, qoe }],
    baselines: ['bola', 'rate-based', 'buffer-based', 'robust-mpc'].map((algorithm, i) => ({
      ...{ algorithm, score: i / 10, qoe: null },
    })),
  };
}

test('one run stands beside the three best rules as flat lines over the whole budget', () => {
  const [chart] = trainingCharts([run('A')]);
  expect(chart.lines.map(({ label }) => label)).toEqual(['Agent', 'RobustMPC', 'Buffer-based', 'Rate-based']);
  expect(chart.lines[1].points).toEqual([
    { x: 0, y: 0.3 },
    { x: 4, y: 0.3 },
  ]);
  expect(chart.lines[0].points).toEqual([{ x: 2, y: 0.5 }]);
});

test('several runs are laid over each other by name, without rules', () => {
  const charts = trainingCharts([run('A'), run('B')]);
  for (const chart of charts) expect(chart.lines.map(({ label }) => label)).toEqual(['A', 'B']);
  expect(charts.map(({ id }) => id)).toContain('entropy');
});

test('unscaled QoE is shown where every run has it', () => {
  expect(trainingCharts([run('A', 1.25)])[0]).toMatchObject({
    title: 'Validation QoE a chunk',
    lines: [{ points: [{ x: 2, y: 1.25 }] }, {}, {}, {}],
  });
  expect(trainingCharts([run('A', 1.25), run('B')])[0].title).toBe('Validation score a chunk');
});

test('curves over millions of decisions, smoothed from their first value on', () => {
  const reward = trainingCharts([run('A')]).find(({ id }) => id === 'mean-reward');
  expect(reward?.lines[0].points).toEqual([
    { x: 1, y: 1 },
    { x: 2, y: 1.5 },
  ]);
  expect(trainingAxisEnd([run('A')])).toBe(4);
});
