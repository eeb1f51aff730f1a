import { beforeEach, expect, test } from 'vitest';
import { TrainingSignals } from '../../src/main/training-signals';
import type { TrainingEvent } from '../../src/shared/training';

let seen: (number | null | string)[];
let signals: TrainingSignals;

beforeEach(() => {
  seen = [];
  signals = new TrainingSignals('Evening run', {
    progress: (share) => seen.push(share),
    notify: ({ title, body }) => seen.push(`${title}: ${body}`),
  });
});

function iteration(decisions: number): TrainingEvent {
  return {
    type: 'iteration',
    metrics: {
      ...{ policy_loss: 0, value_loss: 0, entropy: 1, approx_kl: 0, clip_fraction: 0, gradient_norm: 0 },
      ...{
        explained_variance: 0,
        mean_reward: 0,
        session_qoe: null,
        distillation_agreement: null,
        learning_rate: 0,
        entropy_coef: 0,
      },
      ...{ decisions, decisions_per_second: 1 },
    },
  };
}

test('the taskbar shows the share of the budget, at most all of it, once the budget is known', () => {
  signals.take(iteration(100));
  signals.take({ type: 'budget', budgetDecisions: 400 });
  [100, 300, 500].forEach((decisions) => signals.take(iteration(decisions)));
  expect(seen).toEqual([0.25, 0.75, 1]);
});

test('a pause and going on are neither an end nor told', () => {
  for (const state of ['paused', 'running'] as const) signals.take({ type: 'state', state, problem: null });
  expect(seen).toEqual([]);
});

test.each([
  ['finished', null, 'The agent is trained and can be played.'],
  ['stopped', null, 'Training was stopped; the best agent so far can be played.'],
  ['failed', 'the disk is full', 'Training failed: the disk is full.'],
] as const)('a run that has %s takes the bar away and says so', (state, problem, body) => {
  signals.take({ type: 'state', state, problem });
  expect(seen).toEqual([null, `Evening run: ${body}`]);
});
