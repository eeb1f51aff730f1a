import { describe, expect, test } from 'vitest';
import type { SessionEvent } from '../../../src/core/model/session-events';
import { makeVideo } from '../../../src/core/model/video';
import { ChunkLog } from '../../../src/renderer/player/chunk-log';

const video = makeVideo({
  name: 'three chunks',
  ladderKbps: [100, 200],
  chunkSeconds: 2,
  chunkKilobits: [
    [201, 202, 203],
    [401, 402, 403],
  ],
});

function setUp(passes = 1) {
  const events: SessionEvent[] = [];
  const now = { seconds: 0, playHead: 0 };
  const log = new ChunkLog({
    video,
    passes,
    bufferCapSeconds: 20,
    clock: () => now.seconds,
    playHead: () => now.playHead,
    emit: (event) => events.push(event),
  });
  const arrive = (chunkIndex: number, level: number, kilobits: number) => {
    const timing = { startTime: 1000, responseStart: 1100, responseEnd: 1500 };
    log.asked({ chunkIndex, level, reason: 'test' });
    log.arrived({ chunkIndex, level, kilobits, endSeconds: (chunkIndex + 1) * 2, timing });
  };
  return { log, events, now, arrive };
}

describe('the observation', () => {
  test('knows nothing of the network before the first chunk', () => {
    expect(setUp().log.observe()).toEqual({
      chunkIndex: 0,
      chunksLeft: 3,
      chunkSeconds: 2,
      ladderKbps: [100, 200],
      upcomingChunkKilobits: [
        [201, 401],
        [202, 402],
        [203, 403],
      ],
      bufferSeconds: 0,
      bufferCapSeconds: 20,
      lastLevel: null,
      downloads: [],
    });
  });

  test('holds the downloads, the buffer from the play head on, the last level and the sizes to come', () => {
    const { log, now, arrive } = setUp();
    arrive(0, 1, 401);
    now.playHead = 0.5;
    const observation = log.observe();
    expect(observation).toMatchObject({ chunkIndex: 1, chunksLeft: 2, bufferSeconds: 1.5, lastLevel: 1 });
    expect(observation?.downloads).toEqual([{ kilobits: 401, seconds: 0.5, firstByteSeconds: 0.1 }]);
    expect(observation?.upcomingChunkKilobits?.[0]).toEqual([202, 402]);
  });

  test.each([
    ['the page, by Resource Timing', { startTime: 1000, responseStart: 1000, responseEnd: 1000 }],
    ['a clock that stands still', null],
  ])('a chunk that takes no time by %s still has a finite throughput', (_, timing) => {
    const { log, events } = setUp();
    log.asked({ chunkIndex: 0, level: 1, reason: 'from the cache' });
    log.arrived({ chunkIndex: 0, level: 1, kilobits: 401, endSeconds: 2, timing });
    expect(log.observe()?.downloads).toEqual([{ kilobits: 401, seconds: 0.001, firstByteSeconds: 0 }]);
    expect(events.at(-1)).toMatchObject({ type: 'chunk-downloaded', downloadSeconds: 0.001 });
  });

  test('there is none when every chunk was asked for', () => {
    const { log, arrive } = setUp();
    for (const chunk of [0, 1, 2]) arrive(chunk, 0, 200);
    expect(log.observe()).toBeNull();
  });

  test('a looped clip counts on, and shows the sizes of the next pass behind the splice', () => {
    const { log, arrive } = setUp(2);
    for (const chunk of [0, 1]) arrive(chunk, 0, 200);
    expect(log.observe()).toMatchObject({
      chunkIndex: 2,
      chunksLeft: 4,
      upcomingChunkKilobits: [
        [203, 403],
        [201, 401],
        [202, 402],
        [203, 403],
      ],
    });
  });

  test('without Resource Timing our own clock measures from the request to the event', () => {
    const { log, now } = setUp();
    now.seconds = 1;
    log.asked({ chunkIndex: 0, level: 0, reason: 'test' });
    now.seconds = 3.5;
    log.arrived({ chunkIndex: 0, level: 0, kilobits: 201, endSeconds: 2, timing: null });
    expect(log.observe()?.downloads).toEqual([{ kilobits: 201, seconds: 2.5, firstByteSeconds: 0 }]);
  });
});

describe('the events', () => {
  test('a chunk is asked for, with the reason, and arrives', () => {
    const { log, events, now } = setUp();
    now.seconds = 0.1;
    log.asked({ chunkIndex: 0, level: 1, reason: 'because' });
    now.seconds = 0.9;
    const timing = { startTime: 100, responseStart: 200, responseEnd: 800 };
    log.arrived({ chunkIndex: 0, level: 1, kilobits: 401, endSeconds: 2, timing });
    expect(events).toEqual([
      {
        type: 'chunk-requested',
        atSeconds: 0.1,
        chunkIndex: 0,
        level: 1,
        reason: 'because',
        bufferSeconds: 0,
      },
      {
        type: 'chunk-downloaded',
        atSeconds: 0.9,
        chunkIndex: 0,
        level: 1,
        kilobits: 401,
        downloadSeconds: 0.7,
        firstByteSeconds: 0.1,
        bufferSeconds: 2,
      },
    ]);
  });

  test('a retry is no second request', () => {
    const { log, events } = setUp();
    log.asked({ chunkIndex: 0, level: 1, reason: 'because' });
    log.asked({ chunkIndex: 0, level: 1, reason: 'because' });
    expect(events).toHaveLength(1);
  });

  test('an abandoned chunk is asked for again', () => {
    const { log, events } = setUp();
    log.asked({ chunkIndex: 0, level: 1, reason: 'because' });
    log.abandoned(0, 1, 120);
    expect(log.nextChunk).toBe(0);
    expect(events[1]).toMatchObject({ type: 'chunk-abandoned', deliveredKilobits: 120 });
  });

  test('an abandoned request that never left is none', () => {
    const { log, events } = setUp();
    log.abandoned(0, 1, 0);
    expect(events).toEqual([]);
  });
});

test('the picture at the play head has the level of its chunk', () => {
  const { log, now, arrive } = setUp();
  expect(log.shownLevel()).toBeNull();
  arrive(0, 0, 201);
  arrive(1, 1, 402);
  now.playHead = 1.9;
  expect(log.shownLevel()).toBe(0);
  now.playHead = 2.1;
  expect(log.shownLevel()).toBe(1);
});

test('a play head at the end of a pass stands at the splice only when the next pass is there', () => {
  const { log, now, arrive } = setUp(2);
  for (const chunk of [0, 1, 2]) arrive(chunk, 0, 200);
  now.playHead = 5.9;
  expect(log.atSplice()).toBe(false);
  arrive(3, 0, 201);
  expect(log.atSplice()).toBe(true);
  now.playHead = 4;
  expect(log.atSplice()).toBe(false);
});
