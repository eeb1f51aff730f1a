import { describe, expect, test } from 'vitest';
import { makeQoe } from '../../../src/core/qoe/qoe';
import type { SessionEvent } from '../../../src/core/model/session-events';
import { PlayerRecord } from '../../../src/renderer/record/player-record';

const ladderKbps = [500, 1000];

function record(events: readonly SessionEvent[]): PlayerRecord {
  const measures = { lin: makeQoe('lin', ladderKbps), log: makeQoe('log', ladderKbps) };
  const player = new PlayerRecord(ladderKbps, measures);
  for (const event of events) player.add(event);
  return player;
}

function asked(atSeconds: number, chunkIndex: number, level: number, reason = 'r'): SessionEvent {
  return { type: 'chunk-requested', atSeconds, chunkIndex, level, reason, bufferSeconds: 0 };
}

function came(atSeconds: number, chunkIndex: number, level: number): SessionEvent {
  const chunk = { chunkIndex, level, kilobits: 1000, downloadSeconds: 0.5, firstByteSeconds: 0 };
  return { type: 'chunk-downloaded', atSeconds, bufferSeconds: 2, ...chunk };
}

describe("a player's record", () => {
  const events: SessionEvent[] = [
    asked(0, 0, 0),
    came(0.5, 0, 0),
    asked(0.6, 1, 1, 'up'),
    came(1.1, 1, 1),
    { type: 'stalled', atSeconds: 2 },
    { type: 'resumed', atSeconds: 2.5, stallSeconds: 0.5 },
  ];

  test('has the bitrate chosen, the throughput measured, and the stalls from and to', () => {
    const player = record(events);
    expect(player.bitrate).toEqual([
      { t: 0, kbps: 500 },
      { t: 0.6, kbps: 1000 },
    ]);
    expect(player.measured).toEqual([
      { t: 0.5, kbps: 2000 },
      { t: 1.1, kbps: 2000 },
    ]);
    expect(player.stalls).toEqual([{ from: 2, to: 2.5 }]);
    expect(player.decision).toEqual({ chunkIndex: 1, level: 1, reason: 'up' });
  });

  test('sums QoE up without chunk 0: 1 Mbps - 0.5 for the switch, then - 1 * 0.5 s of stall', () => {
    const lin = record(events).qoe.map((point) => [point.t, point.lin]);
    expect(lin).toEqual([
      [0.5, 0],
      [1.1, 0.5],
      [2.5, 0],
    ]);
  });

  test('a stall under way has no end yet', () => {
    expect(record(events.slice(0, 5)).stalls).toEqual([{ from: 2, to: null }]);
  });

  test('a chunk that dash.js fetched anew counts once, at the level and for the reason it was shown', () => {
    const player = record([
      ...events,
      asked(3, 1, 0, 'down'),
      came(3.5, 1, 0),
      asked(4, 2, 1),
      came(4.5, 2, 1),
    ]);
    const chunks = player.log.chunks.map(({ index, level, reason, stallSeconds }) => {
      return [index, level, reason, stallSeconds];
    });
    expect(chunks).toEqual([
      [0, 0, 'r', 0],
      [1, 0, 'down', 0.5],
      [2, 1, 'r', 0],
    ]);
  });
});
