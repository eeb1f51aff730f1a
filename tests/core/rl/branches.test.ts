import * as tf from '@tensorflow/tfjs-node';
import { afterEach, expect, test } from 'vitest';
import { makeQoe } from '../../../src/core/qoe/qoe';
import { makeRandom } from '../../../src/core/random';
import { Branches } from '../../../src/core/rl/branches';
import { Layout } from '../../../src/core/rl/layout';
import { Network } from '../../../src/core/rl/network';
import { PolicySamples } from '../../../src/core/rl/policy-samples';
import { TrainingSession } from '../../../src/core/rl/training-session';
import { TraceBandwidth } from '../../../src/core/trace/bandwidth';
import { makeVideo } from '../../../src/core/video';

const ladderKbps = [1000, 4000];
const video = makeVideo({
  name: 'even',
  ladderKbps,
  chunkSeconds: 4,
  chunkKilobits: ladderKbps.map((kbps) => Array<number>(6).fill(kbps * 4)),
});
const layout = new Layout({ policyUnits: [2, 2], valueUnits: [1, 1] });
const discount = 0.9;
const evenScores = Float32Array.of(0, 0);

function session(kbps: number, noise = makeRandom(1)): TrainingSession {
  const bandwidth = new TraceBandwidth({ name: 'steady', kbps: [kbps], durationsSeconds: [1000] });
  const qoe = makeQoe('lin', ladderKbps);
  return TrainingSession.begin(
    { video, qoe, bandwidth, bufferCapSeconds: 60, hidesSizes: false },
    0,
    0,
    noise,
  );
}

/** Without weights all scores are equal: the forks go on at the lower level, and the critic expects nothing. */
function branches(horizon: number, branchesMost = 100) {
  const samples = new PolicySamples(8, 2);
  const settings = {
    ...{ branchSeconds: 60, branchesMost, branchSteps: 8, branchProbability: 0.01 },
    ...{ shards: 2, horizon, discount, rewardKnee: 100 },
  };
  const made = new Branches(tf, new Network(tf, layout), samples, settings);
  made.begin();
  return { made, samples };
}

afterEach(() => tf.disposeVariables());

test.each([3, 24])('what levels gain above their mean, by hand, followed for at most %i steps', (horizon) => {
  const { made, samples } = branches(horizon);
  made.root(7, session(100_000), evenScores, makeRandom(2));
  made.play();
  // Nothing stalls; chunk 0 came at level 1. Level 0 is worth 1 of 4 and the way down costs 3 of 4.
  const down = 0.25 - 0.75;
  const after = discount ** 2 * 0.25;
  const low = down + discount * 0.25 + after;
  const high = 1 + discount * down + after;
  expect(samples.count).toBe(1);
  expect(samples.rows[0]).toBe(7);
  expect(Array.from(samples.shares.slice(0, 2))).toEqual([0.5, 0.5]);
  expect(samples.advantages[0]).toBeCloseTo((low - high) / 2, 5);
  expect(samples.advantages[1]).toBeCloseTo((high - low) / 2, 5);
});

test('a level that is hardly ever taken is not tried, and one level alone teaches nothing', () => {
  const { made, samples } = branches(24);
  made.root(0, session(100_000), Float32Array.of(0, 10), makeRandom(2));
  expect(samples.count).toBe(0);
});

test('a session that was forked goes on as one that was not', () => {
  const { made } = branches(24);
  const played = (forks: boolean): number[] => {
    const one = session(2000, makeRandom(5));
    return Array.from({ length: 5 }, (_, i) => {
      if (forks) made.root(i, one, evenScores, makeRandom(9));
      one.step(i % 2);
      return one.reward;
    });
  };
  const plain = played(false);
  const forked = played(true);
  made.play();
  expect(forked).toEqual(plain);
});

test('forks meet the same chance: levels of the same size gain the same', () => {
  const twins = makeVideo({
    ...{ name: 'twins', ladderKbps: [1000, 1001], chunkSeconds: 4 },
    chunkKilobits: [Array<number>(6).fill(4000), Array<number>(6).fill(4000)],
  });
  const bandwidth = new TraceBandwidth({ name: 'slow', kbps: [800, 500], durationsSeconds: [7, 9] });
  const qoe = { id: 'even', levelQuality: [1, 1], stallPenaltyPerSecond: 4, switchPenalty: 1 };
  const { made, samples } = branches(24);
  const setup = { video: twins, qoe, bandwidth, bufferCapSeconds: 60, hidesSizes: false };
  made.root(0, TrainingSession.begin(setup, 0, 0, makeRandom(3)), evenScores, makeRandom(4));
  made.play();
  expect(samples.advantages[0]).toBe(0);
  expect(samples.advantages[1]).toBe(0);
});

test('about as many levels are tried as the setting says', () => {
  const { made, samples } = branches(24, 8);
  const random = makeRandom(11);
  let sum = 0;
  for (let time = 0; time < 600; time++) {
    made.begin();
    for (let i = 0; i < 8; i++) made.root(i, session(100_000), evenScores, random);
    if (time >= 100) sum += samples.count;
  }
  // 8 branches, that is 4 of a shard's, or 2 decisions of the 8 offered.
  expect(sum / 500).toBeGreaterThan(1.7);
  expect(sum / 500).toBeLessThan(3.5);
});
