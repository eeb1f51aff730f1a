import { expect, test } from 'vitest';
import { makeRandom } from '../../../src/core/stats/random';
import { pensieve, pensieveSleepSeconds, pensieveTraining } from '../../../src/core/simulator/pensieve';
import { findPlayerModel, playerModels } from '../../../src/core/simulator/registry';
import { sabre } from '../../../src/core/simulator/sabre';
import { always, only, plainVideo, play, steady } from './sessions';

test('pensieve: the first chunk is level 1, whatever the algorithm; level 0 where there is no other', () => {
  const levels = only(
    play(pensieve(), plainVideo(3, [100, 200, 300]), steady(1000), always(2)),
    'chunk-requested',
  );
  expect(levels.map(({ level }) => level)).toEqual([1, 2, 2]);
  expect(only(play(pensieve(), plainVideo(1, [100]), steady(1000)), 'chunk-requested')[0].level).toBe(0);
});

test('pensieve: sleeps in half seconds until the buffer is at 60 s or below', () => {
  expect([60, 60.1, 60.5, 60.6, 64].map((seconds) => pensieveSleepSeconds(seconds))).toEqual([
    0, 0.5, 0.5, 1, 4,
  ]);
});

test('pensieve: starts at the clock of the trace', () => {
  // 4000 kbit / 0.95 on 1000 kbps for 3 s (from second 2), then 4000 kbps: 3000 by second 5, the rest in 0.30263 s.
  const trace = { name: 't', durationsSeconds: [5, 50], kbps: [1000, 4000], startSeconds: 2 };
  const [first] = only(play(pensieve(), plainVideo(1), trace), 'chunk-downloaded');
  expect(first.downloadSeconds).toBeCloseTo(3 + (4000 / 0.95 - 3000) / 4000 + 0.08, 9);
});

test('pensieve in training: delays between 0.9 and 1.1 times the exact ones, from random parts of the trace', () => {
  const random = makeRandom(1);
  const exact = 4000 / 1900 + 0.08;
  const ratios = Array.from({ length: 400 }, () => {
    const events = play(pensieveTraining(random), plainVideo(5), steady(2000));
    return only(events, 'chunk-downloaded').map(({ downloadSeconds }) => downloadSeconds / exact);
  }).flat();
  expect(Math.min(...ratios)).toBeGreaterThanOrEqual(0.9);
  expect(Math.max(...ratios)).toBeLessThanOrEqual(1.1);
  expect(Math.max(...ratios) - Math.min(...ratios)).toBeGreaterThan(0.19);
  expect(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toBeCloseTo(1, 2);
  const parts = { name: 't', durationsSeconds: [100, 100, 100], kbps: [500, 1000, 8000] };
  const starts = Array.from({ length: 300 }, () => {
    const [first] = only(play(pensieveTraining(random), plainVideo(1), parts), 'chunk-downloaded');
    return Math.round(Math.log2(first.downloadSeconds));
  });
  // 8.4 s, 4.2 s and 0.6 s: a third each.
  expect([3, 2, -1].map((size) => starts.filter((start) => start === size).length > 70)).toEqual([
    true,
    true,
    true,
  ]);
});

test('sabre: a latency that outlasts its part goes on at the pace of the next', () => {
  // 0.2 s of 0.4 s pass in the first part, half the latency; the other half takes 0.5 s of the next part's 1 s.
  const trace = { name: 't', durationsSeconds: [0.2, 60], kbps: [1000, 1000], latencySeconds: [0.4, 1] };
  const [first] = only(play(sabre(), plainVideo(1), trace), 'chunk-downloaded');
  expect(first.firstByteSeconds).toBeCloseTo(0.7, 12);
  expect(first.downloadSeconds).toBeCloseTo(4.7, 12);
});

test('sabre: a download is given up when the algorithm says so, first after 50 ms, and asked for again', () => {
  // 1000 kbps, latency 0.02 s: 12 kbit are there at 0.032 s, 50 ms after the request 30 kbit; then each 50 ms.
  const trace = { ...steady(1000), latencySeconds: [0.02] };
  const elapsed: number[] = [];
  const algorithm = {
    decide: () => ({ level: elapsed.length < 3 ? 1 : 0, reason: '' }),
    abandon: ({
      elapsedSeconds,
      deliveredKilobits,
    }: {
      elapsedSeconds: number;
      deliveredKilobits: number;
    }) => {
      expect(deliveredKilobits).toBeCloseTo((elapsedSeconds - 0.02) * 1000, 6);
      return elapsed.push(elapsedSeconds) === 3 ? { level: 0, reason: '' } : null;
    },
  };
  const events = play(sabre(), plainVideo(2, [100, 1000]), trace, algorithm);
  elapsed.slice(0, 3).forEach((seconds, i) => expect(seconds).toBeCloseTo(0.05 * (i + 1), 9));
  expect(only(events, 'chunk-abandoned')).toMatchObject([{ chunkIndex: 1, level: 1 }]);
  expect(only(events, 'chunk-downloaded').map(({ chunkIndex, level }) => [chunkIndex, level])).toEqual([
    [0, 0],
    [1, 0],
  ]);
});

test('sabre: refuses a cap that holds no chunk', () => {
  expect(() => play(sabre({ bufferCapSeconds: 3 }), plainVideo(2), steady(1))).toThrow(
    'must hold a chunk of 4 s',
  );
});

test('the registry makes each model by its id and names those it has', () => {
  for (const { id, create } of playerModels) expect(create().id).toBe(id);
  expect(findPlayerModel('sabre').create({ bufferCapSeconds: 33 }).bufferCapSeconds).toBe(33);
  expect(() => findPlayerModel('vlc')).toThrow(
    'unknown player model "vlc"; expected one of pensieve, sabre, live',
  );
});
