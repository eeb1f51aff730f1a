import * as tf from '@tensorflow/tfjs-node';
import { afterEach, expect, test } from 'vitest';
import { makeQoe } from '../../../src/core/qoe/qoe';
import { makeRandom } from '../../../src/core/stats/random';
import { VineRollouts } from '../../../src/core/training/vine-rollouts';
import { Layout } from '../../../src/core/agent/layout';
import { Network } from '../../../src/core/agent/network';
import { PolicySamples } from '../../../src/core/training/policy-samples';
import { TrainingSession } from '../../../src/core/training/training-session';
import { TraceBandwidth } from '../../../src/core/trace/bandwidth';
import { makeVideo } from '../../../src/core/model/video';

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
    { video, qoe, bandwidth, bufferCapSeconds: 60, hidesSizes: false, plain: false, kind: 'link' },
    0,
    0,
    noise,
  );
}

/** Without weights all scores are equal: the forks go on at the lower level, and the critic expects nothing. */
function branches(stepsPerRollout: number, vineMaxRollouts = 100, levels = 2) {
  const samples = new PolicySamples(8, levels);
  const settings = {
    ...{ vineSeconds: 60, vineMaxRollouts, vineMinSteps: 8, vineMinProbability: 0.01 },
    ...{ shards: 2, stepsPerRollout, discount, rewardKnee: 100 },
  };
  const network = new Network(tf, layout);
  const made = new VineRollouts(network, samples, settings);
  made.begin();
  return { made, samples, network };
}

afterEach(() => tf.disposeVariables());

test.each([3, 24])(
  'what levels gain above their mean, by hand, followed for at most %i steps',
  (stepsPerRollout) => {
    const { made, samples } = branches(stepsPerRollout);
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
  },
);

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
  const setup = {
    video: twins,
    qoe,
    bandwidth,
    bufferCapSeconds: 60,
    hidesSizes: false,
    plain: false,
    kind: 'link',
  };
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

test('beyond the steps that are played the critic counts, discounted', () => {
  // A critic that values ten times the buffer over 3 s. On 95 Mbit/s of payload the first chunk of level 1 takes 12,000 / 95,000 s
  // longer, so that its fork has that much less buffer in the end, give or take the tenth that delays vary by.
  const flat = new Float32Array(layout.size);
  layout.of(flat, 'value_first/kernel')[0] = 100;
  layout.of(flat, 'value_second/kernel')[0] = 1;
  layout.of(flat, 'value/kernel')[0] = 1;
  const { made, samples, network } = branches(3);
  network.load(flat);
  made.root(0, session(100_000), evenScores, makeRandom(2));
  made.play();
  const down = 0.25 - 0.75;
  const withoutCritic = (down + discount * 0.25 - (1 + discount * down)) / 2;
  const worth = (discount ** 3 * (12_000 / 95_000) * 100) / 30 / 2;
  expect(samples.advantages[0] - withoutCritic).toBeGreaterThan(0.85 * worth);
  expect(samples.advantages[0] - withoutCritic).toBeLessThan(1.15 * worth);
});

test('sessions of different ladders gain side by side what each gains alone', () => {
  const wide = [500, 1000, 4000];
  const setup = (seed: number) => ({
    video: makeVideo({
      ...{ name: 'wide', ladderKbps: wide, chunkSeconds: 4 },
      chunkKilobits: wide.map((kbps) => Array<number>(6).fill(kbps * 4)),
    }),
    qoe: makeQoe('lin', wide),
    bandwidth: new TraceBandwidth({ name: 'waves', kbps: [900, 5000, 300], durationsSeconds: [5, 4, seed] }),
    ...{ bufferCapSeconds: 60, hidesSizes: false, plain: false, kind: 'link' },
  });
  const threeLevels = Float32Array.of(0, 0.5, 1);
  const play = (roots: readonly ('two' | 'three')[]): number[][] => {
    const { made, samples } = branches(24, 100, 3);
    for (const [row, kind] of roots.entries()) {
      if (kind === 'two') made.root(row, session(2000, makeRandom(5)), evenScores, makeRandom(8));
      else made.root(row, TrainingSession.begin(setup(3), 0, 0, makeRandom(6)), threeLevels, makeRandom(8));
    }
    made.play();
    return roots.map((_, i) => Array.from(samples.advantages.slice(3 * i, 3 * i + 3)));
  };
  const together = play(['three', 'two', 'three']);
  expect(together).toEqual([...play(['three']), ...play(['two']), ...play(['three'])]);
  expect(together[0].some((advantage) => Math.abs(advantage) > 0.01)).toBe(true);
});
