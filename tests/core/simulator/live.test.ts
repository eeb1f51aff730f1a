import { describe, expect, test } from 'vitest';
import { live } from '../../../src/core/simulator/live';
import { always, only, plainVideo, play, steady } from './sessions';

/** Worked out by hand: 4 s chunks of 4000 kbit on steady links. */
describe('the live model', () => {
  const video = plainVideo(3);

  test('shares the link with sound, chunk by chunk, and starts when both are there', () => {
    // 2000 kbps. Sound of 1000 kbit and picture of 4000 kbit share: sound 0 comes at 1 s (1000 kbps each), 4 s are not
    // below max(0 + 1, 4): the next look is at 1.5 s, and so on. The picture has 1000 kbit at 1 s, the rest alone: 2.5 s.
    const events = play(live({ audioKbps: 250 }), video, steady(2000));
    expect(only(events, 'started')[0].atSeconds).toBeCloseTo(2.5, 9);
    expect(only(events, 'chunk-downloaded')[0]).toMatchObject({ downloadSeconds: 2.5, bufferSeconds: 4 });
    // The looks of sound are at 1.5, 2, 2.5 (the picture goes first: 4 s buffered, sound may have 5): sound 1 is asked at
    // 2.5 s with picture 1. Both get 1000 kbps until 3.5 s; picture 1 then has 3000 left: 5 s.
    // Sound 2: at 3.5 s 7 s of sound stand against 3 + 1 s of picture; looks at 4, 4.5, 5 (picture 1 first: 5.5 + 1 s
    // against 5.5 s): asked at 5 s with picture 2, so picture 2 comes at 7.5 s.
    const arrivals = only(events, 'chunk-downloaded').map(({ atSeconds }) => atSeconds);
    expect(arrivals).toEqual([2.5, 5, 7.5]);
    expect(only(events, 'ended')[0].atSeconds).toBeCloseTo(2.5 + 12, 9);
    expect(only(events, 'stalled')).toEqual([]);
  });

  test('a picture waits for sound that comes later', () => {
    // 2000 kbps, both 4000 kbit: each gets 1000 kbps, both are there at 4 s; the picture alone would be at 2 s.
    const [started] = only(play(live({ audioKbps: 1000 }), video, steady(2000)), 'started');
    expect(started.startupSeconds).toBeCloseTo(4, 9);
    // Sound of 6000 kbit: at 4 s the picture is there, sound has 2000 left and shares with picture 1: 6 s.
    const [later] = only(play(live({ audioKbps: 1500 }), video, steady(2000)), 'started');
    expect(later.startupSeconds).toBeCloseTo(6, 9);
  });

  test('a stall for want of sound begins when sound runs out and ends when it comes', () => {
    // 2000 kbps, sound 12000 kbit a chunk, picture 4000. Picture 0 at 4 s, 1 at 8 s, 2 at 12 s: sound 0 at 12 s = start.
    // Sound 1, alone, comes at 18 s: a stall from 16 to 18 s. Sound 2 at 24 s: from 22 to 24 s. The end: 28 s.
    const events = play(live({ audioKbps: 3000 }), video, steady(2000));
    expect(only(events, 'started')[0].atSeconds).toBeCloseTo(12, 9);
    expect(only(events, 'stalled').map(({ atSeconds }) => atSeconds)).toEqual([16, 22]);
    expect(only(events, 'resumed').map(({ stallSeconds }) => stallSeconds)).toEqual([2, 2]);
    expect(only(events, 'ended')[0].atSeconds).toBeCloseTo(28, 9);
  });

  test('latency comes before each first byte, overhead takes capacity but is no payload', () => {
    const model = live({ addedLatencySeconds: 0.25, overheadKilobits: 1000 });
    const [first, second] = only(play(model, video, steady(4000)), 'chunk-downloaded');
    expect(first).toMatchObject({ kilobits: 4000, downloadSeconds: 1.5, firstByteSeconds: 0.25 });
    expect(second.atSeconds).toBeCloseTo(3, 9);
  });

  test('a full buffer is looked at every half second until a chunk fits below the cap', () => {
    // 40 Mbps, cap 10 s: 0.1 s a chunk. Chunk 1 is there at 0.2 s with 4 + 4 - 0.1 = 7.9 s; 7.9 + 4 is not below 10, nor
    // at the looks 0.7, 1.2, 1.7 (6.4 s); at 2.2 s it is 5.9 s.
    const requests = only(play(live({ bufferCapSeconds: 10 }), video, steady(40_000)), 'chunk-requested');
    expect(requests[2].atSeconds).toBeCloseTo(2.2, 9);
    expect(requests[2].bufferSeconds).toBeCloseTo(5.9, 9);
  });

  test('a wait that an algorithm asks for comes before the request', () => {
    const waiting = { decide: () => ({ ...always(0).decide(), waitSeconds: 0.5 }) };
    const [first] = only(play(live(), video, steady(4000), waiting), 'chunk-requested');
    expect(first.atSeconds).toBe(0.5);
  });

  test('refuses a cap that is none', () => {
    expect(() => live({ bufferCapSeconds: 0 })).toThrow('bufferCapSeconds must be > 0, got 0');
  });
});
