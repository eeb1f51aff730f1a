import fc from 'fast-check';
import { expect, test } from 'vitest';
import { live } from '../../../src/core/simulator/live';
import { pensieve } from '../../../src/core/simulator/pensieve';
import type { PlayerModel } from '../../../src/core/simulator/player-model';
import { sabre } from '../../../src/core/simulator/sabre';
import { sessionCapacity } from '../../../src/core/simulator/session-capacity';
import type { Trace } from '../../../src/core/trace/bandwidth';
import { RecordedBandwidth, type BandwidthStep } from '../../../src/core/trace/recorder';
import { anyAlgorithm, anyTrace, anyVideo, only, plainVideo, play } from './sessions';

/** Kilobits under the drawn steps between two seconds. */
function kilobitsBetween(steps: readonly BandwidthStep[], from: number, to: number): number {
  const drawn = new RecordedBandwidth(steps[0].kbps);
  for (const { kbps, atSeconds } of steps) drawn.set(kbps, atSeconds);
  return drawn.kilobitsBy(to) - drawn.kilobitsBy(from);
}

/** Whether what was drawn while each chunk came is what the chunk weighs. */
function expectChunksUnderTheSteps(
  player: PlayerModel,
  trace: Trace,
  video: Parameters<typeof play>[1],
  algorithm: Parameters<typeof play>[3],
  payload: { readonly share: number; readonly pauseSeconds: number },
): void {
  const events = play(player, video, trace, algorithm);
  const steps = sessionCapacity(trace, player, events);
  const requests = only(events, 'chunk-requested');
  only(events, 'chunk-downloaded').forEach(({ atSeconds, kilobits }, i) => {
    const lastBitAt = atSeconds - payload.pauseSeconds;
    const drawn = kilobitsBetween(steps, requests[i].atSeconds, lastBitAt);
    expect(Math.abs(drawn * payload.share - kilobits)).toBeLessThan(1e-6 * (kilobits + drawn));
  });
}

/** Pensieve's own share of payload and pause, as fixed_env.py states them. */
const pensievePayload = { share: 0.95, pauseSeconds: 0.08 };

test('under the pensieve player the drawn capacity brings exactly what each chunk weighs', () => {
  fc.assert(
    fc.property(
      anyTrace,
      anyVideo,
      anyAlgorithm,
      fc.integer({ min: 0, max: 3 }),
      (trace, video, algorithm, from) => {
        const startSeconds = Math.min(from, trace.durationsSeconds[0] / 2);
        expectChunksUnderTheSteps(
          pensieve(),
          { ...trace, startSeconds },
          video,
          algorithm(),
          pensievePayload,
        );
      },
    ),
    { numRuns: 50 },
  );
});

test('48 round trips of 80 ms shift the trace by 3.84 s', () => {
  const trace = { name: 'step', durationsSeconds: [200, 1000], kbps: [1000, 4000], startSeconds: 1 };
  const events = play(pensieve(), plainVideo(60), trace);
  const steps = sessionCapacity(trace, pensieve(), events);
  const before = only(events, 'chunk-downloaded').filter(({ atSeconds }) => atSeconds <= steps[1].atSeconds);
  expect(steps[0]).toEqual({ atSeconds: 0, kbps: 1000 });
  expect(steps[1].kbps).toBe(4000);
  expect(steps[1].atSeconds).toBeCloseTo(200 - 1 + 0.08 * before.length, 9);
  expect(before.length).toBeGreaterThan(40);
});

test.each([
  ['sabre', sabre()],
  ['live', live()],
])('under the %s player the trace begins at its first part and runs with the session', (_, player) => {
  const trace = { name: 't', durationsSeconds: [3, 5], kbps: [2000, 900], startSeconds: 2 };
  const none = { share: 1, pauseSeconds: 0 };
  expectChunksUnderTheSteps(
    player,
    trace,
    plainVideo(12),
    { decide: () => ({ level: 0, reason: '' }) },
    none,
  );
});
