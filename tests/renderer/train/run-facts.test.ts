import { expect, test } from 'vitest';
import { runFacts } from '../../../src/renderer/train/run-facts';
import type { TrainingMetrics } from '../../../src/shared/training';

const metrics: TrainingMetrics = {
  ...{
    decisions: 1,
    mean_reward: 0.4856,
    session_qoe: null,
    distillation_agreement: null,
    policy_loss: 0,
    value_loss: 0,
  },
  ...{ entropy: 0.25, approx_kl: 0.0012, clip_fraction: 0.034, explained_variance: 0.9, gradient_norm: 1 },
  ...{ learning_rate: 1e-3, entropy_coef: 0.01, decisions_per_second: 21_419.4 },
};

test('a run tells its decisions, speed and metrics', () => {
  expect(runFacts(516_000, metrics).map(({ name, value }) => `${name}: ${value}`)).toEqual([
    ...['decisions: 516 k', 'decisions a second: 21419', 'mean reward: 0.486', 'entropy: 0.250'],
    ...['KL: 0.0012', 'clipped: 3.4 %'],
  ]);
  expect(runFacts(12_340_000, metrics)[0].value).toBe('12.34 M');
});

test('where sessions are held it also tells how many decisions are as before', () => {
  const facts = runFacts(1, { ...metrics, distillation_agreement: 0.9815 });
  expect(facts[facts.length - 1]).toEqual({ name: 'agrees with initial policy', value: '98.2 %' });
  expect(facts).toHaveLength(7);
});
