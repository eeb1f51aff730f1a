import type { SabreEstimate } from '../throughput/sabre-estimate';
import type { DownloadProgress, Observation } from '../model/algorithm';

/** Highest level whose chunk, one latency and p * bitrate / throughput, comes within its own duration p (Sabre). */
export function sustainableLevel(
  { ladderKbps, chunkSeconds }: Pick<Observation, 'ladderKbps' | 'chunkSeconds'>,
  throughputKbps: number,
  latencySeconds: number,
): number {
  const comesInTime = (level: number): boolean =>
    latencySeconds + (chunkSeconds * ladderKbps[level]) / throughputKbps <= chunkSeconds;
  let level = 0;
  while (level + 1 < ladderKbps.length && comesInTime(level + 1)) level++;
  return level;
}

const firstShare = 0.9;
const leastShare = 0.5;

/**
 * Sabre's insufficient-buffer rule: a chunk must fit into a share of what arrives while the buffer lasts. The share
 * starts at 0.9, shrinks by a tenth with each call and ends at 0.5.
 */
export class InsufficientBufferRule {
  private share = firstShare;

  /** The highest level allowed, at most `level`. */
  limit(observation: Observation, level: number, estimate: SabreEstimate): number {
    const { bufferSeconds, chunkSeconds, ladderKbps } = observation;
    const arrivingKilobits = (bufferSeconds - estimate.latencySeconds) * (estimate.throughputKbps ?? 0);
    const safeKilobits = this.share * arrivingKilobits;
    this.share = Math.max(this.share * firstShare, leastShare);
    for (let lower = 0; lower < level; lower++) {
      if (ladderKbps[lower + 1] * chunkSeconds > safeKilobits) return lower;
    }
    return level;
  }
}

const graceSeconds = 0.5;
const tooLong = 1.8;

/**
 * Sabre's abandonment by throughput: after half a second, if the download would take more than 1.8 chunk durations, the
 * level that `safety` times the rate so far sustains, where that is lower and smaller than what is still to come.
 */
export function abandonedFor(
  progress: DownloadProgress,
  video: Pick<Observation, 'ladderKbps' | 'chunkSeconds'>,
  latencySeconds: number,
  safety: number,
): number | null {
  const { elapsedSeconds, firstByteSeconds, deliveredKilobits, kilobits } = progress;
  const transferSeconds = elapsedSeconds - firstByteSeconds;
  if (elapsedSeconds < graceSeconds || !(transferSeconds > 0)) return null;
  const rateKbps = deliveredKilobits / transferSeconds;
  const leftKilobits = kilobits - deliveredKilobits;
  if (elapsedSeconds + leftKilobits / rateKbps <= tooLong * video.chunkSeconds) return null;
  const level = sustainableLevel(video, rateKbps * safety, latencySeconds);
  return level < progress.level && kilobitsAt(progress, video.ladderKbps, level) < leftKilobits
    ? level
    : null;
}

/** What the chunk under way would weigh at another level, by the ratio of bitrates. */
export function kilobitsAt(progress: DownloadProgress, ladderKbps: readonly number[], level: number): number {
  return (progress.kilobits * ladderKbps[level]) / ladderKbps[progress.level];
}
