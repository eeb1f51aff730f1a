import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AbrAlgorithm, Observation } from '../../../src/core/model/algorithm';
import type { SessionEvent } from '../../../src/core/model/session-events';
import { live } from '../../../src/core/simulator/live';
import { pensieve } from '../../../src/core/simulator/pensieve';
import type { PlayerModel } from '../../../src/core/simulator/player-model';
import { sabre } from '../../../src/core/simulator/sabre';
import { TraceBandwidth } from '../../../src/core/trace/bandwidth';
import { always, anyAlgorithm, anyTrace, anyVideo, only, plainVideo, play, steady } from './sessions';

const models: [string, () => PlayerModel][] = [
  ['pensieve', pensieve],
  ['sabre', sabre],
  ['live', live],
  ['live with sound', () => live({ audioKbps: 125, addedLatencySeconds: 0.1 })],
];

describe.each(models)('%s: whatever the trace, the video and the algorithm', (_, model) => {
  const session = fc.tuple(anyTrace, anyVideo, anyAlgorithm);

  test('all chunks come, in order, between requests and arrivals that never overlap', () => {
    fc.assert(
      fc.property(session, ([trace, video, algorithm]) => {
        const events = play(model(), video, trace, algorithm());
        const arrivals = only(events, 'chunk-downloaded');
        const requests = only(events, 'chunk-requested');
        expect(arrivals.map(({ chunkIndex }) => chunkIndex)).toEqual([...video.chunkRows.keys()]);
        expect(requests.length).toBe(arrivals.length);
        arrivals.forEach((arrival, i) => {
          expect(arrival.kilobits).toBe(video.chunkKilobits[arrival.level][i]);
          expect(arrival.downloadSeconds).toBeCloseTo(arrival.atSeconds - requests[i].atSeconds, 6);
          if (i > 0) expect(requests[i].atSeconds).toBeGreaterThanOrEqual(arrivals[i - 1].atSeconds - 1e-9);
        });
      }),
    );
  });

  test('played, stalled and started add up to the whole time', () => {
    fc.assert(
      fc.property(session, ([trace, video, algorithm]) => {
        const events = play(model(), video, trace, algorithm());
        const stalls = only(events, 'resumed').reduce((sum, { stallSeconds }) => sum + stallSeconds, 0);
        const [started] = only(events, 'started');
        const [ended] = only(events, 'ended');
        const shownSeconds = video.chunkCount * video.chunkSeconds;
        expect(ended.atSeconds).toBeCloseTo(started.startupSeconds + shownSeconds + stalls, 5);
      }),
    );
  });

  test('the buffer is never negative, and events come in order of time', () => {
    fc.assert(
      fc.property(session, ([trace, video, algorithm]) => {
        const events = play(model(), video, trace, algorithm());
        for (const event of events) {
          if ('bufferSeconds' in event) expect(event.bufferSeconds).toBeGreaterThanOrEqual(0);
        }
        expect(events[events.length - 1].type).toBe('ended');
        for (let i = 1; i < events.length; i++) {
          expect(events[i].atSeconds).toBeGreaterThanOrEqual(events[i - 1].atSeconds - 1e-9);
        }
      }),
    );
  });

  test('every stall that begins ends, with its length between the two events', () => {
    fc.assert(
      fc.property(session, ([trace, video, algorithm]) => {
        const events = play(model(), video, trace, algorithm());
        const stalled = only(events, 'stalled');
        const resumed = only(events, 'resumed');
        expect(resumed.length).toBe(stalled.length);
        resumed.forEach(({ atSeconds, stallSeconds }, i) => {
          expect(stallSeconds).toBeCloseTo(atSeconds - stalled[i].atSeconds, 5);
        });
      }),
    );
  });
});

describe.each(models.slice(0, 3))('%s, without sound', (_, model) => {
  test('with more bandwidth a fixed level never ends later', () => {
    fc.assert(
      fc.property(anyTrace, anyVideo, fc.double({ min: 1, max: 5, noNaN: true }), (trace, video, factor) => {
        const more = { ...trace, kbps: Array.from(trace.kbps, (kbps) => kbps * factor) };
        const slow = only(play(model(), video, trace), 'ended')[0].atSeconds;
        const fast = only(play(model(), video, more), 'ended')[0].atSeconds;
        // A player that looks every half second may see the same buffer a look later.
        expect(fast).toBeLessThanOrEqual(slow + lookSeconds(model()));
      }),
    );
  });
});

/** Models that never look at a full buffer at set times: there a rounding of 1e-16 s may cost half a second. */
const withoutLooks: [string, PlayerModel][] = [
  ['sabre', sabre()],
  ['live', live({ bufferCapSeconds: 1000, addedLatencySeconds: 0.1 })],
];

test.each(withoutLooks)('%s: a trace written out twice is the same network', (_, model) => {
  fc.assert(
    fc.property(anyTrace, anyVideo, anyAlgorithm, (trace, video, algorithm) => {
      const twice = <T>(list: ArrayLike<T>): T[] => [...Array.from(list), ...Array.from(list)];
      const { name, durationsSeconds, kbps } = trace;
      const written = { name, durationsSeconds: twice(durationsSeconds), kbps: twice(kbps) };
      const once = arrivalTimes(play(model, video, trace, algorithm()));
      const again = arrivalTimes(play(model, video, written, algorithm()));
      again.forEach((seconds, i) => expect(seconds).toBeCloseTo(once[i], 5));
    }),
  );
});

describe('conservation of bits', () => {
  test('between request and arrival the link can carry exactly the chunk (sabre, live)', () => {
    fc.assert(
      fc.property(anyTrace, anyVideo, anyAlgorithm, (trace, video, algorithm) => {
        for (const model of [sabre(), live()]) {
          const link = new TraceBandwidth(trace);
          for (const arrival of only(play(model, video, trace, algorithm()), 'chunk-downloaded')) {
            const { atSeconds, downloadSeconds, kilobits } = arrival;
            const carried = link.kilobitsBy(atSeconds) - link.kilobitsBy(atSeconds - downloadSeconds);
            expect(carried).toBeCloseTo(kilobits, 3);
          }
        }
      }),
    );
  });
});

describe('the cap of the buffer', () => {
  test.each([
    ['pensieve', pensieve(), 60],
    ['sabre', sabre({ bufferCapSeconds: 25 }), 25 - 4],
    ['live', live({ bufferCapSeconds: 20 }), 20 - 4],
  ])('%s asks for no chunk above it', (_, model, mostSeconds) => {
    fc.assert(
      fc.property(anyTrace, anyVideo, anyAlgorithm, (trace, video, algorithm) => {
        for (const { bufferSeconds } of only(play(model, video, trace, algorithm()), 'chunk-requested')) {
          expect(bufferSeconds).toBeLessThanOrEqual(mostSeconds + 1e-9);
        }
      }),
    );
  });
});

describe('where their rules coincide the models agree', () => {
  test('sabre and live, without latency, sound and waits, on any trace', () => {
    fc.assert(
      fc.property(anyTrace, anyVideo, (trace, video) => {
        const bySabre = play(sabre({ bufferCapSeconds: 1000 }), video, trace);
        const byLive = play(live({ bufferCapSeconds: 1000 }), video, trace);
        expect(arrivalTimes(byLive).length).toBe(video.chunkCount);
        arrivalTimes(byLive).forEach((seconds, i) =>
          expect(seconds).toBeCloseTo(arrivalTimes(bySabre)[i], 6),
        );
      }),
    );
  });

  test('pensieve and live on a steady link, the round trip as latency, the payload share in the rate', () => {
    const video = plainVideo(12);
    const byPensieve = play(pensieve(), video, steady(2000));
    const byLive = play(
      live({ bufferCapSeconds: 1000, addedLatencySeconds: 0.08 }),
      video,
      steady(2000 * 0.95),
    );
    arrivalTimes(byLive).forEach((seconds, i) => {
      expect(seconds).toBeCloseTo(arrivalTimes(byPensieve)[i], 9);
      expect(seconds).toBeCloseTo((i + 1) * (4000 / 1900 + 0.08), 9); // by hand
    });
  });
});

describe('what an algorithm is shown', () => {
  test.each(models)('%s: the chunk, those left, sizes ahead, buffer, cap and past downloads', (_, model) => {
    const video = plainVideo(10, [500, 1000]);
    const seen: Observation[] = [];
    const watching: AbrAlgorithm = {
      decide(observation) {
        expect(observation.downloads.length).toBe(observation.chunkIndex);
        seen.push(observation);
        return always(1).decide();
      },
    };
    play(model(), video, steady(4000), watching);
    const last = seen[seen.length - 1];
    expect(last).toMatchObject({ chunkIndex: 9, chunksLeft: 1, chunkSeconds: 4, lastLevel: 1 });
    expect(last.upcomingChunkKilobits).toEqual([[2000, 4000]]);
    expect(last.bufferCapSeconds).toBe(model().bufferCapSeconds);
    expect(seen[seen.length - 8].upcomingChunkKilobits?.length).toBe(8);
  });

  test.each(models)('%s: a level that is none is refused', (_, model) => {
    expect(() => play(model(), plainVideo(3), steady(1000), always(1.5))).toThrow('level must be');
    expect(() => play(model(), plainVideo(3), steady(1000), always(1))).toThrow('got 1');
  });

  test.each(models)('%s: a trace that never delivers is refused', (_, model) => {
    expect(() => play(model(), plainVideo(3), steady(0))).toThrow('never delivers');
  });
});

function arrivalTimes(events: readonly SessionEvent[]): number[] {
  return only(events, 'chunk-downloaded').map(({ atSeconds }) => atSeconds);
}

/** How coarse a model's clock is: the sleeps of pensieve and the looks of dash.js. */
function lookSeconds({ id }: PlayerModel): number {
  return id === 'sabre' ? 1e-6 : 0.5 + 1e-6;
}
