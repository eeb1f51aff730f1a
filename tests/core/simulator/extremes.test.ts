import { describe, expect, test } from 'vitest';
import { live } from '../../../src/core/simulator/live';
import { pensieve } from '../../../src/core/simulator/pensieve';
import type { PlayerModel } from '../../../src/core/simulator/player-model';
import { sabre } from '../../../src/core/simulator/sabre';
import { TraceBandwidth, type Trace } from '../../../src/core/trace/bandwidth';
import { only, plainVideo, play, steady } from './sessions';

const models: [string, () => PlayerModel][] = [
  ['pensieve', pensieve],
  ['sabre', sabre],
  ['live', live],
];
/** 1 ms a pass, and a minute of latency: 60,000 passes before the first byte. */
const waiting: Trace = { name: 'waiting', durationsSeconds: [0.001], kbps: [5000], latencySeconds: [60] };

describe.each(models)('%s', (_, model) => {
  test('a session on a link that carries next to nothing ends with a sentence', () => {
    const slow = { ...steady(1), kbps: [1e-9] };
    expect(() => play(model(), plainVideo(3), slow)).toThrow('expected a session of at most 100000000 s');
  });

  test('an algorithm that waits for no number of seconds ends the session with a sentence', () => {
    for (const waitSeconds of [NaN, Infinity]) {
      const lost = { decide: () => ({ level: 0, reason: 'lost', waitSeconds }) };
      expect(() => play(model(), plainVideo(3), steady(5000), lost)).toThrow('expected a session of at most');
    }
  });
});

test.each([sabre, live])('%o waits out the longest latencies', (model) => {
  const downloads = only(play(model(), plainVideo(3), waiting), 'chunk-downloaded');
  expect(downloads).toHaveLength(3);
  for (const { firstByteSeconds } of downloads) expect(firstByteSeconds).toBeCloseTo(60, 6);
});

describe('a latency over many passes', () => {
  const part = (seconds: number, latencySeconds: number) => ({ seconds, latencySeconds });
  /** Part by part, as Sabre walks it. */
  function walked(parts: ReturnType<typeof part>[]): number {
    let [left, passed] = [1, 0];
    for (let i = 0; ; i = (i + 1) % parts.length) {
      const { seconds, latencySeconds } = parts[i];
      if (left * latencySeconds <= seconds) return passed + left * latencySeconds;
      left -= seconds / latencySeconds;
      passed += seconds;
    }
  }

  test.each([
    [[part(0.002, 50), part(0.003, 7)]],
    [[part(0.1, 1), part(0.2, 60), part(0.05, 0.9)]],
    [[part(0.01, 3)]],
  ])('%j lasts as long as walked part by part', (parts) => {
    const link = new TraceBandwidth({
      name: 'latency',
      durationsSeconds: parts.map(({ seconds }) => seconds),
      kbps: parts.map(() => 1),
      latencySeconds: parts.map(({ latencySeconds }) => latencySeconds),
    });
    expect(link.latencySecondsFrom(0)).toBeCloseTo(walked(parts), 9);
  });
});
