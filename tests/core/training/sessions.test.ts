import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeRandom } from '../../../src/core/stats/random';
import { augment, noAugmentation } from '../../../src/core/training/augment';
import { Environment } from '../../../src/core/training/environment';
import { candidateSize, contextSize } from '../../../src/core/agent/features';
import { syntheticLadder, syntheticVideo } from '../../../src/core/training/synthetic-video';
import { evaluationSessions, mostLevels, sessionSource } from '../../../src/core/training/session-mix';
import type { TrainingSetup } from '../../../src/core/training/training-session';

const trace = {
  name: 'any',
  kbps: Array.from({ length: 60 }, (_, i) => 100 * (i + 1)),
  durationsSeconds: Array<number>(60).fill(5),
};

test('a trace varied by nothing stays what it was', () => {
  const same = augment(trace, noAugmentation, makeRandom(1));
  expect(same.periodSeconds).toBeCloseTo(300, 6);
  for (const seconds of [0, 7, 130, 299])
    expect(same.kilobitsBy(seconds)).toBeCloseTo(kilobitsBy(seconds), 3);
});

function kilobitsBy(seconds: number): number {
  return trace.kbps.reduce((sum, kbps, i) => sum + kbps * Math.max(0, Math.min(5, seconds - 5 * i)), 0);
}

test('shuffled blocks keep every second and every kilobit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
      const shuffled = augment(trace, { ...noAugmentation, shuffledShare: 1 }, makeRandom(seed));
      expect(shuffled.periodSeconds).toBeCloseTo(300, 6);
      expect(shuffled.periodKilobits).toBeCloseTo(kilobitsBy(300), 3);
    }),
    { seed: 1, numRuns: 50 },
  );
});

test('slow starts are met in their share of the sessions, from their first second, and never on plain traces', () => {
  const video = syntheticVideo({ ladderKbps: [500, 1000, 2000], chunkSeconds: 2, chunkCount: 5, seed: 1 });
  const mix = { videos: [video], qoe: ['lin'] as const, bufferCapsSeconds: [60], hidesSizesShare: 0 };
  const augmentation = { ...noAugmentation, slowStartShare: 0.25 };
  const random = makeRandom(9);
  const source = sessionSource({ ...mix, traces: [trace], unaugmentedTraces: [trace], augmentation });
  const drawn = Array.from({ length: 2000 }, () => source(random));
  const slow = drawn.filter(({ fromStart }) => fromStart);
  const varied = drawn.filter(({ plain }) => !plain);
  expect(slow.length / varied.length).toBeCloseTo(0.25, 1);
  expect(slow.every(({ plain }) => !plain)).toBe(true);
  for (const { bandwidth } of slow) expect(bandwidth.periodSeconds).toBeGreaterThan(300);
  for (const { bandwidth } of drawn.filter(({ fromStart }) => !fromStart))
    expect(bandwidth.periodSeconds).toBe(300);
  expect(firstViews({ ...slow[0], plain: true }).size).toBe(1);
  expect(firstViews({ ...slow[0], plain: true, fromStart: false }).size).toBeGreaterThan(20);
  const uncut = sessionSource({
    ...mix,
    traces: [trace],
    augmentation: { ...noAugmentation, shuffledShare: 1, slowStartShare: 1 },
  });
  const { bandwidth } = uncut(random);
  const rates = Array.from({ length: 60 }, (_, part) =>
    bandwidth.kbpsAt(bandwidth.periodSeconds - 300 + 5 * part + 1),
  );
  const falls = rates.filter((rate, i) => i > 0 && rate < rates[i - 1]);
  expect(falls.length).toBeLessThanOrEqual(1);
});

/** What is seen at the beginning of 40 sessions, without repetitions. */
function firstViews(setup: TrainingSetup): Set<string> {
  const environment = new Environment(() => setup, 3);
  return new Set(
    Array.from({ length: 40 }, () => {
      const context = new Float32Array(contextSize);
      environment.session.writeFeatures(context, 0, new Float32Array(3 * candidateSize), 0);
      for (let chunk = 1; chunk < setup.video.chunkCount; chunk++) environment.step(0);
      return context.join(' ');
    }),
  );
}

test('bandwidth and durations are scaled within what is asked for', () => {
  const spread = { ...noAugmentation, bandwidthSpread: 0.5, durationSpread: 0.3 };
  const random = makeRandom(3);
  const scales = Array.from({ length: 300 }, () => {
    const varied = augment(trace, spread, random);
    const longer = varied.periodSeconds / 300;
    return [longer, varied.periodKilobits / kilobitsBy(300) / longer];
  });
  const inside = (values: number[], most: number): boolean =>
    Math.max(...values) < Math.exp(most) + 1e-9 && Math.min(...values) > Math.exp(-most) - 1e-9;
  expect(
    inside(
      scales.map(([longer]) => longer),
      0.3,
    ),
  ).toBe(true);
  expect(
    inside(
      scales.map(([, faster]) => faster),
      0.5,
    ),
  ).toBe(true);
  expect(Math.max(...scales.map(([, faster]) => faster))).toBeGreaterThan(1.5);
});

test('a synthetic video has the mean bitrate of each level, differs over chunks, and is the same for a seed', () => {
  const wanted = { ladderKbps: [300, 1200, 4300], chunkSeconds: 2, chunkCount: 100, seed: 4 };
  const video = syntheticVideo(wanted);
  video.chunkKilobits.forEach((sizes, level) => {
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    expect(mean).toBeCloseTo(wanted.ladderKbps[level] * 2, 6);
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeGreaterThan(1.5);
  });
  expect(syntheticVideo(wanted)).toEqual(video);
  expect(syntheticVideo({ ...wanted, seed: 5 })).not.toEqual(video);
});

test('synthetic ladders have 2 to 10 rising levels', () => {
  for (let seed = 0; seed < 300; seed++) {
    const ladder = syntheticLadder(seed);
    expect(ladder.length).toBeGreaterThanOrEqual(2);
    expect(ladder.length).toBeLessThanOrEqual(10);
    expect(ladder.every((kbps, i) => i === 0 || kbps > ladder[i - 1])).toBe(true);
  }
});

test('a mix draws every part of it, hides sizes in its share, and is judged on every trace once', () => {
  const mix = {
    videos: [300, 500].map((lowest, seed) =>
      syntheticVideo({ ladderKbps: [lowest, lowest * 3, lowest * 9], chunkSeconds: 4, chunkCount: 20, seed }),
    ),
    qoe: ['lin', 'log'] as const,
    traces: [trace, { ...trace, kbps: trace.kbps.map((kbps) => kbps * 2) }],
    bufferCapsSeconds: [20, 60],
    hidesSizesShare: 0.25,
    augmentation: noAugmentation,
  };
  expect(mostLevels(mix)).toBe(3);
  const source = sessionSource(mix);
  const random = makeRandom(9);
  const drawn = Array.from({ length: 2000 }, () => source(random));
  expect(new Set(drawn.map(({ video }) => video)).size).toBe(2);
  expect(new Set(drawn.map(({ bandwidth }) => bandwidth)).size).toBe(2);
  expect(new Set(drawn.map(({ bufferCapSeconds }) => bufferCapSeconds))).toEqual(new Set([20, 60]));
  const hidden = drawn.filter(({ hidesSizes }) => hidesSizes).length / drawn.length;
  expect(Math.abs(hidden - 0.25)).toBeLessThan(0.04);
  expect(evaluationSessions(mix)).toHaveLength(2);
});

test('plain traces are as likely as the others, and neither they nor their delays are ever varied', () => {
  const plain = { ...trace, name: 'plain', family: 'step' };
  const mix = {
    videos: [syntheticVideo({ ladderKbps: [300, 900], chunkSeconds: 4, chunkCount: 20, seed: 1 })],
    ...{ qoe: ['lin'] as const, traces: [trace, trace], unaugmentedTraces: [plain] },
    ...{ bufferCapsSeconds: [60], hidesSizesShare: 0 },
    augmentation: { bandwidthSpread: 0.5, durationSpread: 0.3, shuffledShare: 0.5 },
  };
  const source = sessionSource(mix);
  const random = makeRandom(6);
  const setups = Array.from({ length: 3000 }, () => source(random));
  const drawn = setups.map(({ bandwidth }) => bandwidth);
  const asItIs = drawn.filter(({ periodSeconds }) => Math.abs(periodSeconds - 300) < 1e-9);
  // A third, give or take three deviations of 3000 draws.
  expect(Math.abs(asItIs.length / 3000 - 1 / 3)).toBeLessThan(0.026);
  for (const bandwidth of asItIs) expect(bandwidth.periodKilobits).toBeCloseTo(kilobitsBy(300), 6);
  expect(setups.filter((setup) => setup.plain).map(({ bandwidth }) => bandwidth)).toEqual(asItIs);
  const kinds = ['300/900 kbps, 4 s, lin on plain step', '300/900 kbps, 4 s, lin on recorded'];
  expect(setups.map(({ kind }) => kind)).toEqual(setups.map((setup) => kinds[setup.plain ? 0 : 1]));
});

test('a scenario is met in its share of the sessions, with its own parts, caps and variation alone, and widens the ladder', () => {
  const video = (ladderKbps: number[]) =>
    syntheticVideo({ ladderKbps, chunkSeconds: 4, chunkCount: 20, seed: 1 });
  const [usual, first, second] = [video([300, 900]), video([300, 600, 900]), video([300, 500, 700, 900])];
  const own = { ...trace, name: 'own', family: 'ramp' };
  const stalls = { extraStallWeight: 0.2, distilled: true };
  const short = { bufferCapsSeconds: [20], augmentation: { ...noAugmentation, slowStartShare: 1 } };
  const mix = {
    ...{ videos: [usual], qoe: ['lin'] as const, traces: [trace] },
    scenarios: [
      {
        weight: 0.3,
        videos: [first],
        qoe: ['log'] as const,
        traces: [],
        unaugmentedTraces: [own],
        ...stalls,
      },
      { weight: 0.1, videos: [second], qoe: ['lin'] as const, traces: [own], ...short },
    ],
    ...{ bufferCapsSeconds: [60], hidesSizesShare: 0, augmentation: noAugmentation },
  };
  expect(mostLevels(mix)).toBe(4);
  const source = sessionSource(mix);
  const random = makeRandom(2);
  const drawn = Array.from({ length: 4000 }, () => source(random));
  for (const { kind, extraStallWeight, distilled, bufferCapSeconds, fromStart } of drawn) {
    expect(extraStallWeight).toBe(kind.endsWith('log on plain ramp') ? 0.2 : undefined);
    expect(distilled).toBe(kind.endsWith('log on plain ramp') ? true : undefined);
    expect(bufferCapSeconds).toBe(kind.endsWith('lin on ramp') ? 20 : 60);
    expect(fromStart).toBe(kind.endsWith('lin on ramp'));
  }
  const kinds = drawn.map(({ kind }) => kind);
  const share = (kind: string): number => kinds.filter((one) => one === kind).length / kinds.length;
  // Give or take four deviations of 4000 draws.
  expect(Math.abs(share('300/600/900 kbps, 4 s, log on plain ramp') - 0.3)).toBeLessThan(0.03);
  expect(Math.abs(share('300/500/700/900 kbps, 4 s, lin on ramp') - 0.1)).toBeLessThan(0.02);
  expect(Math.abs(share('300/900 kbps, 4 s, lin on recorded') - 0.6)).toBeLessThan(0.032);
});

test('a scenario draws: which one, measure, trace, its variation, cap, hiding', () => {
  const videos = [syntheticVideo({ ladderKbps: [300, 900], chunkSeconds: 4, chunkCount: 20, seed: 1 })];
  const parts = { videos, qoe: ['lin', 'log'] as const, traces: [trace, { ...trace, family: 'lte' }] };
  const source = sessionSource({
    ...{
      ...parts,
      scenarios: [{ ...parts, weight: 0.4 }],
      bufferCapsSeconds: [20, 60],
      hidesSizesShare: 0.5,
    },
    augmentation: { bandwidthSpread: 0.5, durationSpread: 0.5, shuffledShare: 0 },
  });
  // Unvaried: a uniform of a half leaves bandwidth and durations as they are.
  const uniforms = [0.3, 0.7, 0.6, 0.5, 0.5, 0.5, 0.6, 0.4];
  let at = 0;
  const { kind, bandwidth, bufferCapSeconds, hidesSizes } = source(() => uniforms[at++]);
  expect({ kind, bufferCapSeconds, hidesSizes, at }).toEqual({
    ...{ kind: '300/900 kbps, 4 s, log on lte', bufferCapSeconds: 60, hidesSizes: true, at: uniforms.length },
  });
  expect(bandwidth.periodKilobits).toBeCloseTo(kilobitsBy(300), 6);
});

test('a mix without scenarios draws the same sessions as ever', () => {
  const mix = {
    videos: [300, 500].map((lowest) =>
      syntheticVideo({ ladderKbps: [lowest, 900], chunkSeconds: 4, chunkCount: 20, seed: 1 }),
    ),
    ...{ qoe: ['lin', 'log'] as const, traces: [trace], bufferCapsSeconds: [20, 60], hidesSizesShare: 0.5 },
    augmentation: noAugmentation,
  };
  const source = sessionSource(mix);
  // Drawn by hand: measure, trace, cap, hiding.
  const uniforms = [0.7, 0.1, 0.6, 0.4];
  let at = 0;
  const { kind, bufferCapSeconds, hidesSizes } = source(() => uniforms[at++]);
  expect({ kind, bufferCapSeconds, hidesSizes, at }).toEqual({
    ...{ kind: '500/900 kbps, 4 s, lin on recorded', bufferCapSeconds: 60, hidesSizes: true, at: 4 },
  });
});
