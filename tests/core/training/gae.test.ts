import { expect, test } from 'vitest';
import { generalizedAdvantages, type GaeInput } from '../../../src/core/training/gae';

const plain = { environments: 1, stepsPerRollout: 3, discount: 0.5, lambda: 0.5 };

function advantages(input: GaeInput): { advantages: number[]; returns: number[] } {
  const rows = input.environments * input.stepsPerRollout;
  const found = new Float32Array(rows);
  const returns = new Float32Array(rows);
  generalizedAdvantages(input, found, returns);
  return { advantages: [...found], returns: [...returns] };
}

test('a rollout that was merely cut goes on from the next value', () => {
  // deltas: 1 + .5*20 - 10 = 1; 2 + .5*30 - 20 = -3; 3 + .5*40 - 30 = -7
  // advantages from behind: -7; -3 + .25 * -7 = -4.75; 1 + .25 * -4.75 = -.1875
  const { advantages: found, returns } = advantages({
    ...plain,
    rewards: Float32Array.of(1, 2, 3),
    values: Float32Array.of(10, 20, 30),
    ended: Uint8Array.of(0, 0, 0),
    nextValues: [40],
  });
  expect(found).toEqual([-0.1875, -4.75, -7]);
  expect(returns).toEqual([9.8125, 15.25, 23]);
});

test('nothing comes after the end of a video', () => {
  // deltas: 1 + .5*20 - 10 = 1; 2 - 20 = -18 (ended); 3 + .5*40 - 30 = -7
  const { advantages: found } = advantages({
    ...plain,
    rewards: Float32Array.of(1, 2, 3),
    values: Float32Array.of(10, 20, 30),
    ended: Uint8Array.of(0, 1, 0),
    nextValues: [40],
  });
  expect(found).toEqual([1 + 0.25 * -18, -18, -7]);
});

test('sessions side by side do not mix: [step * environments + environment]', () => {
  const { advantages: found } = advantages({
    ...plain,
    environments: 2,
    stepsPerRollout: 2,
    rewards: Float32Array.of(1, 0, 1, 0),
    values: Float32Array.of(0, 0, 0, 0),
    ended: new Uint8Array(4),
    nextValues: [0, 0],
  });
  expect(found).toEqual([1.25, 0, 1, 0]);
});
