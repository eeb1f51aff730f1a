import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createAlgorithm } from '../../../src/core/abr/registry';
import { makeQoe } from '../../../src/core/qoe/qoe';
import type { SessionEvent } from '../../../src/core/model/session-events';
import { sabre } from '../../../src/core/simulator/sabre';
import { simulate } from '../../../src/core/simulator/simulate';
import { TraceBandwidth } from '../../../src/core/trace/bandwidth';
import { textInput } from '../../../src/core/trace/parse/input';
import { parseSabre } from '../../../src/core/trace/parse/sabre';
import { makeVideo, type Video } from '../../../src/core/model/video';
import { dataFolder, dataPath } from '../../data';

/**
 * Outputs of Sabre itself for its own network.json and movie.json: kbps, change of kbps, score. bola-basic is Sabre's
 * `-ab`: a fixed Vp and no abandonment, but the cap by throughput stands there too.
 */
const published: [string, number, number, number][] = [
  ['bola-basic', 2861.424, 399.007, 2.362715],
  ['bola', 2876.593, 426.975, 2.403623],
  ['bola-o', 2250.31, 129.081, 2.209697],
  ['bola-e', 2911.905, 405.125, 2.435983],
  ['throughput', 1963.814, 105.016, 2.066702],
  ['dynamic', 2905.421, 325.43, 2.433142],
];
const publishedPlaySeconds = 597.252272;

describe.skipIf(dataFolder === null)("Sabre's own example", () => {
  test.each(published)('%s reproduces bitrate, change and score', (id, kbps, changeKbps, score) => {
    const outcome = sabreMetrics(readMovie(), runExample(id));
    expect(outcome.playSeconds).toBeCloseTo(publishedPlaySeconds, 6);
    expect(outcome.rebufferSeconds).toBe(0);
    expect(Math.abs(outcome.kbps - kbps)).toBeLessThan(0.001);
    expect(Math.abs(outcome.changeKbps - changeKbps)).toBeLessThan(0.001);
    expect(outcome.score).toBeCloseTo(score, 6);
  });
});

function runExample(id: string): SessionEvent[] {
  const video = readMovie();
  const text = readFileSync(dataPath('reference/sabre/network.json'), 'utf8');
  const bandwidth = new TraceBandwidth(parseSabre(textInput('network', text)));
  const player = sabre();
  const qoe = makeQoe('lin', video.ladderKbps);
  const algorithm = createAlgorithm(id, { video, qoe, bufferCapSeconds: player.bufferCapSeconds });
  const events: SessionEvent[] = [];
  simulate({ video, bandwidth, algorithm, player, emit: (event) => events.push(event) });
  return events;
}

/** Sabre's figures: averages over play time in chunks; utility is ln(bitrate / lowest), gp = 5. */
function sabreMetrics({ ladderKbps, chunkSeconds }: Video, events: readonly SessionEvent[]) {
  const played: number[] = [];
  let rebufferSeconds = 0;
  let playSeconds = 0;
  for (const event of events) {
    if (event.type === 'chunk-downloaded') played.push(ladderKbps[event.level]);
    if (event.type === 'resumed') rebufferSeconds += event.stallSeconds;
    if (event.type === 'ended') playSeconds = event.atSeconds;
  }
  const perChunk = chunkSeconds / playSeconds;
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  const utility = sum(played.map((kbps) => Math.log(kbps / ladderKbps[0])));
  return {
    playSeconds,
    rebufferSeconds,
    kbps: perChunk * sum(played),
    changeKbps: perChunk * sum(played.slice(1).map((kbps, i) => Math.abs(kbps - played[i]))),
    score: perChunk * (utility - (5 * rebufferSeconds) / chunkSeconds),
  };
}

interface Movie {
  segment_duration_ms: number;
  bitrates_kbps: number[];
  segment_sizes_bits: number[][];
}

function readMovie(): Video {
  const movie: Movie = JSON.parse(readFileSync(dataPath('reference/sabre/movie.json'), 'utf8'));
  const sizes = movie.segment_sizes_bits;
  return makeVideo({
    name: 'movie',
    ladderKbps: movie.bitrates_kbps,
    chunkSeconds: movie.segment_duration_ms / 1000,
    chunkKilobits: movie.bitrates_kbps.map((_, level) => sizes.map((chunk) => chunk[level] / 1000)),
  });
}
