import { expect, test } from 'vitest';
import { PolicySamples } from '../../../src/core/training/policy-samples';
import { AdvantageScale } from '../../../src/core/training/advantage-scale';

function tried(): PolicySamples {
  const samples = new PolicySamples(2, 3);
  samples.clear();
  samples.count = 2;
  samples.rows.set([4, 1]);
  samples.shares.set([0.5, 0.25, 0.25, 0.5, 0.5, 0]);
  samples.advantages.set([4, 4, -12, 1, -1, 0]);
  return samples;
}

test('sums count each level by its share, by hand', () => {
  // .5 x 4 + .25 x 4 - .25 x 12 = 0, and .5 - .5 = 0; sizes 2 + 1 + 3 + 1; squares 8 + 4 + 36 + 1.
  expect(tried().sums()).toEqual({ advantages: 0, absoluteAdvantages: 7, squaredAdvantages: 49 });
});

test('a limit leaves the advantages of a decision balanced', () => {
  // In units of 2: 2, 2, -6, limited to 3: 2, 2, -3. Their balance .5 x 2 + .25 x 2 - .25 x 3 = .75 is taken off.
  const normalized = tried().normalized(Int32Array.of(0), 0, 2, 3);
  expect(Array.from(normalized)).toEqual([1.25, 1.25, -3.75]);
});

test('damping goes by what the critic expects of the state', () => {
  const samples = tried();
  // Row 4 expects -3: its advantages count 1 / (1 + 0.5 x 3); row 1 expects something good and counts whole.
  samples.dampen(Float32Array.of(0, 7, 0, 0, -3), 0.5);
  expect(samples.advantages[0]).toBeCloseTo(4 / 2.5, 6);
  expect(samples.advantages[2]).toBeCloseTo(-12 / 2.5, 6);
  expect(samples.advantages[3]).toBe(1);
});

test('stakes are levelled by the kind of session, whatever the outcome', () => {
  const samples = tried();
  // Row 4 is on a rough link, its size .5 x 4 + .25 x 4 + .25 x 12 = 6; row 1 on a calm one, its size 1; the mean is 3.5.
  const kinds = ['', 'calm', '', '', 'rough'];
  samples.scaleAdvantages(new AdvantageScale(), kinds, 1);
  const [rough, calm] = [6, 1].map((size) => 1 / (0.05 + (size + 20 * 3.5) / 21 / 3.5));
  [4, 4, -12].forEach((value, i) => expect(samples.advantages[i]).toBeCloseTo(value * rough, 5));
  [1, -1, 0].forEach((value, i) => expect(samples.advantages[3 + i]).toBeCloseTo(value * calm, 5));
});

test('of a decision as it was taken one level counts, and nothing is balanced', () => {
  const samples = new PolicySamples(3, 3);
  // The decision between the two is held.
  const rollout = {
    ...{ rows: 3, distilled: Uint8Array.of(0, 1, 0), taken: Uint8Array.of(2, 1, 0) },
    logProbabilities: Float32Array.of(-1, -9, -2),
  };
  samples.takeAll(rollout, Float32Array.of(5, 9, -3));
  expect(samples.count).toBe(2);
  expect(Array.from(samples.rows.subarray(0, 2))).toEqual([0, 2]);
  expect(Array.from(samples.shares)).toEqual([0, 0, 1, 1, 0, 0, 0, 0, 0]);
  expect(samples.logProbabilities[2]).toBe(-1);
  const normalized = samples.normalized(Int32Array.of(0, 1), 1, 2, 0);
  expect([normalized[2], normalized[3]]).toEqual([2, -2]);
});
