import fc from 'fast-check';
import type { AbrAlgorithm, Decision } from '../../../src/core/model/algorithm';
import type { SessionEvent } from '../../../src/core/model/session-events';
import type { PlayerModel } from '../../../src/core/simulator/player-model';
import { simulate } from '../../../src/core/simulator/simulate';
import { TraceBandwidth, type Trace } from '../../../src/core/trace/bandwidth';
import { makeVideo, type Video } from '../../../src/core/model/video';

fc.configureGlobal({ seed: 20 });

/** A video whose chunks all have their nominal size. */
export function plainVideo(chunks: number, ladderKbps: number[] = [1000], chunkSeconds = 4): Video {
  const chunkKilobits = ladderKbps.map((kbps) => new Array<number>(chunks).fill(kbps * chunkSeconds));
  return makeVideo({ name: 'plain', ladderKbps, chunkSeconds, chunkKilobits });
}

export function steady(kbps: number): Trace {
  return { name: 'steady', durationsSeconds: [7], kbps: [kbps] };
}

export function always(level: number): { decide(): Decision } {
  return { decide: () => ({ level, reason: 'always' }) };
}

/** The events of a session. */
export function play(
  player: PlayerModel,
  video: Video,
  trace: Trace,
  algorithm: AbrAlgorithm = always(0),
): SessionEvent[] {
  const events: SessionEvent[] = [];
  const bandwidth = new TraceBandwidth(trace);
  simulate({ player, video, bandwidth, algorithm, emit: (event) => events.push(event) });
  return events;
}

/** The events of one type, typed as that. */
export function only<T extends SessionEvent['type']>(events: readonly SessionEvent[], type: T) {
  return events.filter((event): event is Extract<SessionEvent, { type: T }> => event.type === type);
}

/** Traces of a few parts, outages among them. */
export const anyTrace: fc.Arbitrary<Trace> = fc
  .array(fc.tuple(fc.double({ min: 0.05, max: 20, noNaN: true }), fc.integer({ min: 0, max: 8000 })), {
    minLength: 1,
    maxLength: 20,
  })
  .filter((parts) => parts.reduce((sum, [seconds, kbps]) => sum + seconds * kbps, 0) > 10)
  .map((parts) => ({
    name: 'any',
    durationsSeconds: parts.map(([seconds]) => seconds),
    kbps: parts.map(([, kbps]) => kbps),
  }));

/** Videos of three levels with chunks of varying size. */
export const anyVideo: fc.Arbitrary<Video> = fc
  .array(fc.double({ min: 0.5, max: 2, noNaN: true }), { minLength: 1, maxLength: 25 })
  .map((factors) =>
    makeVideo({
      name: 'any',
      ladderKbps: [300, 1000, 3000],
      chunkSeconds: 4,
      chunkKilobits: [1200, 4000, 12000].map((kilobits) => factors.map((factor) => factor * kilobits)),
    }),
  );

/** An algorithm that takes levels (and waits) from a list, whatever it sees. */
export const anyAlgorithm: fc.Arbitrary<() => AbrAlgorithm> = fc
  .array(
    fc.record({
      level: fc.integer({ min: 0, max: 2 }),
      waitSeconds: fc.constantFrom(undefined, 0, 0.7, 12),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((choices) => () => {
    let asked = 0;
    return { decide: () => ({ ...choices[asked++ % choices.length], reason: 'from the list' }) };
  });
