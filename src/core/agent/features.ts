import { upcomingKilobits } from '../model/algorithm';
import type { Observation } from '../model/algorithm';
import type { ScaledQoe } from './qoe-scale';
import { memoryCount, ThroughputMemory } from './throughput-memory';

/** Downloads that the agent sees one by one. */
const history = 8;
const means = [3, 5, 8] as const;
const lookAhead = 4;

/** What each number of the context says; the order is that of the network's input. */
export const contextFeatures: readonly string[] = [
  'buffer / 30 s',
  'log2(1 + buffer / 1 s) / 6',
  'buffer in chunks / 16, at most 1',
  'room below the cap / 60 s',
  'quality of the last level',
  'position of the last level',
  ...Array.from({ length: history }, (_, i) => `log throughput of download -${i + 1} over the top bitrate`),
  ...means.map((count) => `log harmonic mean of ${count}`),
  'log least throughput of 8',
  ...Array.from({ length: memoryCount }, (_, i) => `running mean ${i} of the log throughput`),
  ...Array.from({ length: memoryCount }, (_, i) => `running deviation ${i} of the log throughput`),
  'log last download time in chunks',
  'downloads known / 8, at most 1',
  'chunks left / 48, at most 1',
  'log2(chunks left) / 6, at most 1',
  'seconds left / 120, at most 1',
  'log2(chunk seconds) / 3',
  'stall penalty of a second',
  'switch penalty',
  'log lowest bitrate over the top',
  'mean quality of the levels',
  'levels / 10',
  'sizes unknown',
];

/** What each number of a level's own input says. */
export const candidateFeatures: readonly string[] = [
  'quality',
  'change of quality from the last level',
  'loss by the change',
  'position',
  'steps from the last level / 4',
  'is the last level',
  'log bitrate over the top',
  'log size over bitrate x duration',
  'log mean size of the next 4 over bitrate x duration',
  ...['the mean of 5', 'the least of 8', 'the last'].flatMap((pace) => [
    `log download time in chunks at ${pace}`,
    `buffer after it at ${pace}`,
    `stall loss at ${pace}`,
  ]),
];

export const contextSize = contextFeatures.length;
export const candidateSize = candidateFeatures.length;

const logScale = 1 / 3;

/**
 * Turns the observations of one session into the network's inputs: a context and one row a level, the same in training,
 * simulation and the live player. Bitrates count relative to the ladder's top, qualities to the top level's.
 */
export class Featurizer {
  /** Throughputs in kbps: of the mean of 5, the least of 8 and the last. */
  private readonly paces = new Float64Array(3);
  private readonly meanQuality: number;

  constructor(
    private readonly qoe: ScaledQoe,
    private readonly memory = new ThroughputMemory(),
  ) {
    const { levelQuality } = qoe;
    this.meanQuality = levelQuality.reduce((sum, quality) => sum + quality, 0) / levelQuality.length;
  }

  /** What this session has shown so far, to go on by itself. */
  fork(): Featurizer {
    return new Featurizer(this.qoe, this.memory.fork());
  }

  /**
   * Writes `contextSize` numbers into `context` from `contextAt` on and `candidateSize` for each level, one level after
   * the other, into `candidates` from `candidatesAt` on. There must be at least one download.
   */
  write(
    observation: Observation,
    context: Float32Array,
    contextAt: number,
    candidates: Float32Array,
    candidatesAt: number,
  ): void {
    this.memory.observe(observation.downloads);
    this.writeContext(observation, context, contextAt);
    this.writeCandidates(observation, candidates, candidatesAt);
  }

  private writeContext(observation: Observation, out: Float32Array, start: number): void {
    const { bufferSeconds, chunkSeconds, chunksLeft, ladderKbps, lastLevel, downloads } = observation;
    const { qoe, memory, paces } = this;
    const topKbps = ladderKbps[ladderKbps.length - 1];
    const logTop = Math.log(topKbps);
    let at = start;
    out[at++] = bufferSeconds / 30;
    out[at++] = Math.log2(1 + bufferSeconds) / 6;
    out[at++] = Math.min(1, bufferSeconds / chunkSeconds / 16);
    out[at++] = Math.min(1, Math.max(0, observation.bufferCapSeconds - bufferSeconds) / 60);
    out[at++] = lastLevel === null ? 0 : qoe.levelQuality[lastLevel];
    out[at++] = lastLevel === null ? 0 : position(lastLevel, ladderKbps.length);
    const known = Math.min(history, downloads.length);
    let inverse = 0;
    let least = Infinity;
    const meansAt = at + history;
    for (let i = 0; i < history; i++) {
      const { kilobits, seconds } = downloads[Math.max(0, downloads.length - 1 - i)];
      const kbps = kilobits / seconds;
      out[at++] = logRatio(kbps, topKbps);
      if (i < known) {
        inverse += 1 / kbps;
        if (kbps < least) least = kbps;
      }
      if (i === 0) paces[2] = kbps;
      const count = Math.min(i + 1, known);
      if (i === 2) out[meansAt] = logRatio(count / inverse, topKbps);
      if (i === 4) {
        paces[0] = count / inverse;
        out[meansAt + 1] = logRatio(paces[0], topKbps);
      }
    }
    paces[1] = least;
    out[meansAt + 2] = logRatio(known / inverse, topKbps);
    at = meansAt + means.length;
    out[at++] = logRatio(least, topKbps);
    for (let i = 0; i < memoryCount; i++) out[at++] = clip((memory.means[i] - logTop) * logScale);
    for (let i = 0; i < memoryCount; i++) out[at++] = Math.min(2, memory.deviations[i]);
    const last = downloads[downloads.length - 1];
    out[at++] = clip(Math.log(last.seconds / chunkSeconds) * logScale);
    out[at++] = known / history;
    out[at++] = Math.min(1, chunksLeft / 48);
    out[at++] = Math.min(1, Math.log2(chunksLeft) / 6);
    out[at++] = Math.min(1, (chunksLeft * chunkSeconds) / 120);
    out[at++] = Math.log2(chunkSeconds) / 3;
    out[at++] = qoe.stallPenaltyPerSecond;
    out[at++] = qoe.switchPenalty;
    out[at++] = logRatio(ladderKbps[0], topKbps);
    out[at++] = this.meanQuality;
    out[at++] = ladderKbps.length / 10;
    out[at] = observation.upcomingChunkKilobits === null ? 1 : 0;
  }

  private writeCandidates(observation: Observation, out: Float32Array, start: number): void {
    const { bufferSeconds, chunkSeconds, ladderKbps, lastLevel } = observation;
    const { qoe, paces } = this;
    const levels = ladderKbps.length;
    const topKbps = ladderKbps[levels - 1];
    const from = lastLevel ?? 0;
    let at = start;
    for (let level = 0; level < levels; level++) {
      const quality = qoe.levelQuality[level];
      const change = quality - qoe.levelQuality[from];
      const nominal = ladderKbps[level] * chunkSeconds;
      const kilobits = upcomingKilobits(observation, 0, level);
      out[at++] = quality;
      out[at++] = change;
      out[at++] = qoe.switchPenalty * Math.abs(change);
      out[at++] = position(level, levels);
      out[at++] = (level - from) / 4;
      out[at++] = level === lastLevel ? 1 : 0;
      out[at++] = logRatio(ladderKbps[level], topKbps);
      out[at++] = clip(Math.log(kilobits / nominal));
      out[at++] = clip(Math.log(meanUpcoming(observation, level) / nominal));
      for (let i = 0; i < paces.length; i++) {
        const seconds = kilobits / paces[i];
        const left = bufferSeconds - seconds;
        out[at++] = clip(Math.log(seconds / chunkSeconds) * logScale);
        out[at++] = left / (10 + Math.abs(left));
        out[at++] = left < 0 ? Math.min(3, -left * qoe.stallPenaltyPerSecond * 0.25) : 0;
      }
    }
  }
}

function position(level: number, levels: number): number {
  return levels > 1 ? level / (levels - 1) : 0;
}

function logRatio(kbps: number, topKbps: number): number {
  return clip(Math.log(kbps / topKbps) * logScale);
}

/** A dead or boundless link must not drown everything else. */
function clip(value: number): number {
  return value < -3 ? -3 : value > 3 ? 3 : value;
}

function meanUpcoming(observation: Observation, level: number): number {
  const steps = Math.min(lookAhead, observation.upcomingChunkKilobits?.length ?? lookAhead);
  let sum = 0;
  for (let step = 0; step < steps; step++) sum += upcomingKilobits(observation, step, level);
  return sum / steps;
}
