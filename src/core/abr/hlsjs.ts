import { HlsjsEstimate } from '../throughput/hlsjs-estimate';
import type { AbrAlgorithm, Decision, Observation } from '../model/algorithm';
import type { AlgorithmEntry } from './algorithm-entry';
import { kbpsText } from './levels';

const startKbps = 500;
const mostStartKbps = 5000;
const share = 0.95;
const upShare = 0.7;
const longestStarvationSeconds = 4;

/** What a level must fit into. */
interface Limits {
  readonly kbps: number;
  readonly fetchSeconds: number;
  readonly share: number;
  readonly upShare: number;
  readonly chunkSeconds: number;
  /** Added for the playlist of a level that is not loaded yet. */
  readonly playlistSeconds: number;
}

export const hlsjsEntry: AlgorithmEntry = {
  id: 'hlsjs',
  name: 'hls.js (model)',
  thinks: 'hls.js: the highest level within the estimate that comes before the buffer runs out',
  create: hlsjs,
};

/**
 * A model of hls.js 1.7 with its default settings (AbrController, playlists loaded before the first chunk, lowest level first in
 * the playlist): the highest level within 0.95 of the estimate (0.7 for a step up) that arrives before the buffer runs
 * out, else one that stalls for at most a chunk or 4 s. Not modelled: the bitrate test at start, and abandonment.
 */
export function hlsjs(): AbrAlgorithm {
  return new Hlsjs();
}

class Hlsjs implements AbrAlgorithm {
  private estimate: HlsjsEstimate | null = null;
  private seen = 0;

  decide(observation: Observation): Decision {
    const { downloads, ladderKbps, lastLevel } = observation;
    this.estimate ??= new HlsjsEstimate(Math.max(startKbps, Math.min(ladderKbps[0], mostStartKbps)));
    for (; this.seen < downloads.length; this.seen++) this.estimate.add(downloads[this.seen]);
    const reason = `throughput estimate ${kbpsText(this.estimate.kbps)}`;
    if (lastLevel === null || !this.estimate.measured) {
      return { level: firstLevel(observation, this.estimate), reason };
    }
    return { level: nextLevel(observation, this.estimate, lastLevel), reason };
  }
}

function firstLevel({ ladderKbps, bufferSeconds }: Observation, estimate: HlsjsEstimate): number {
  const limits = {
    kbps: Math.max(estimate.kbps, ladderKbps[0]),
    fetchSeconds: bufferSeconds / 2 + longestStarvationSeconds,
    ...{ share: 1, upShare: 1, chunkSeconds: 1, playlistSeconds: estimate.firstByteSeconds },
  };
  return bestLevel(ladderKbps, 0, estimate.firstByteSeconds, limits) ?? 0;
}

function nextLevel(
  { ladderKbps, bufferSeconds, chunkSeconds }: Observation,
  { kbps, firstByteSeconds }: HlsjsEstimate,
  last: number,
): number {
  const limits = { kbps, fetchSeconds: bufferSeconds, share, upShare, chunkSeconds, playlistSeconds: 0 };
  const withoutStall = bufferSeconds > 0 ? bestLevel(ladderKbps, last, firstByteSeconds, limits) : null;
  if (withoutStall !== null) return withoutStall;
  const fetchSeconds = bufferSeconds + Math.min(chunkSeconds, longestStarvationSeconds);
  return bestLevel(ladderKbps, last, firstByteSeconds, { ...limits, fetchSeconds }) ?? 0;
}

/** The highest level within the limits; null if none is. */
function bestLevel(
  ladderKbps: readonly number[],
  last: number,
  firstByteSeconds: number,
  limits: Limits,
): number | null {
  if (ladderKbps.length === 1) return 0;
  for (let level = ladderKbps.length - 1; level >= 0; level--) {
    const spentKbps = limits.kbps * (level > last ? limits.upShare : limits.share);
    const kilobits = ladderKbps[level] * limits.chunkSeconds;
    const seconds = firstByteSeconds + kilobits / spentKbps + limits.playlistSeconds;
    if (spentKbps >= ladderKbps[level] && seconds < limits.fetchSeconds) return level;
  }
  return null;
}
