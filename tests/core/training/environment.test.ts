import { expect, test } from 'vitest';
import { makeQoe } from '../../../src/core/qoe/qoe';
import { Environment } from '../../../src/core/training/environment';
import { TrainingSession, type TrainingSetup } from '../../../src/core/training/training-session';
import { evaluate } from '../../../src/core/training/evaluate';
import { fixed } from '../../../src/core/abr/fixed';
import { TraceBandwidth } from '../../../src/core/trace/bandwidth';
import { makeVideo } from '../../../src/core/model/video';

const ladderKbps = [1000, 4000];
const chunkCount = 6;
const video = makeVideo({
  name: 'even',
  ladderKbps,
  chunkSeconds: 4,
  chunkKilobits: ladderKbps.map((kbps) => Array<number>(chunkCount).fill(kbps * 4)),
});
const qoe = makeQoe('lin', ladderKbps);

function setup(kbps: number): TrainingSetup {
  const bandwidth = new TraceBandwidth({ name: 'steady', kbps: [kbps], durationsSeconds: [1000] });
  return { video, qoe, bandwidth, bufferCapSeconds: 60, hidesSizes: false, plain: false, kind: 'link' };
}

test('the reward is the chunk QoE over the top quality, and an exact session is what the judge sees', () => {
  // On 100 Mbit/s nothing stalls: level 1 is worth 4 of 4, coming up from level 0 costs 3 of 4.
  const environment = new Environment(() => setup(100_000), 1, true);
  environment.step(0);
  environment.step(1);
  expect(environment.reward).toBeCloseTo((4 - 3) / 4, 9);
  environment.step(1);
  expect(environment.reward).toBeCloseTo(1, 9);
});

test('a plain session and its forks leave nothing to chance, others do', () => {
  const drawnBy = (plain: boolean): number => {
    let draws = 0;
    const chance = () => (draws++, 0.5);
    const session = TrainingSession.begin({ ...setup(1000), plain }, 0, 0, chance);
    session.step(0);
    session.fork(chance).step(1);
    return draws;
  };
  expect(drawnBy(true)).toBe(0);
  // Chunk 0, the next one, and the fork's.
  expect(drawnBy(false)).toBe(3);
});

test("stalls weigh more in training by the run's scenario or the session's own, and only there", () => {
  // 1.6 Mbit/s of which 95 % are payload, 80 ms of latency: chunk 0 is there (4 s), chunk 1 comes in 2.7 s, and chunk 2,
  // 16 Mbit, takes 10.6 s of the 5.3 s that are buffered then.
  const rewards = [0, 0.5].map((scenario) => {
    const environment = new Environment(() => setup(1600), 1, true, scenario);
    environment.step(0);
    environment.step(1);
    return environment.reward;
  });
  const buffered = 8 - (4000 / (1600 * 0.95) + 0.08);
  const stalled = 16_000 / (1600 * 0.95) + 0.08 - buffered;
  expect(rewards[0]).toBeCloseTo((4 - 3 - 4 * stalled) / 4, 6);
  expect(rewards[1] - rewards[0]).toBeCloseTo((-0.5 * 4 * stalled) / 4, 6);
  const own = new Environment(() => ({ ...setup(1600), extraStallWeight: 0.25 }), 1, true, 0.5);
  own.step(0);
  own.step(1);
  expect(own.reward - rewards[0]).toBeCloseTo((-0.25 * 4 * stalled) / 4, 6);
});

test('after the last chunk the session has ended and the next begins', () => {
  const environment = new Environment(() => setup(100_000), 1, true);
  const ends = Array.from({ length: 2 * (chunkCount - 1) }, () => {
    environment.step(1);
    return environment.ended;
  });
  expect(ends.filter(Boolean)).toHaveLength(2);
  expect(ends.indexOf(true)).toBe(chunkCount - 1 - 1);
  const judged = evaluate([setup(100_000)], (context) => fixed(context, '1'));
  expect(environment.sessionQoePerChunk).toBeCloseTo(judged.qoe, 9);
});

test('sessions start anywhere in a trace and with noise, the same for the same seed', () => {
  const steps = { name: 'steps', kbps: [900, 5000, 300, 8000], durationsSeconds: [20, 20, 20, 20] };
  const played = (seed: number): number[] => {
    const one = { ...setup(1), bandwidth: new TraceBandwidth(steps) };
    const environment = new Environment(() => one, seed);
    return Array.from({ length: 12 }, (_, i) => {
      environment.step(i % 2);
      return environment.reward;
    });
  };
  expect(played(7)).toEqual(played(7));
  expect(played(7)).not.toEqual(played(8));
});
