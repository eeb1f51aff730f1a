import { SabreEstimate } from '../throughput/sabre-estimate';
import type { AbrAlgorithm, Decision, DownloadProgress, Observation } from '../model/algorithm';
import type { AlgorithmEntry } from './algorithm-entry';
import {
  type BolaCurve,
  bolaECurve,
  bolaLevel,
  bolaScore,
  highestBufferSeconds,
  lowestBufferSeconds,
  minimumBufferSeconds,
} from './bola-curve';
import { nothingMeasured, secondsText } from './levels';
import { InsufficientBufferRule, kilobitsAt, sustainableLevel } from './throughput-rules';

/** What the algorithm asked for last, until the next observation tells how it went. */
interface Asked {
  readonly chunkIndex: number;
  readonly level: number;
  readonly bufferSeconds: number;
  readonly waitSeconds: number;
  /** The lower level, once the download was abandoned for it. */
  abandonedFor: number | null;
}

export const bolaEEntry: AlgorithmEntry = {
  id: 'bola-e',
  name: 'BOLA-E',
  thinks: 'BOLA that starts fast by counting seconds it could have buffered',
  create: () => new BolaE(),
};

/**
 * BOLA-E (Spiteri, Sitaraman, Sparacio, MMSys 2018) as in Sabre: BOLA whose thresholds start at 10 s of buffer however
 * small the player's cap is, with a placeholder: seconds that count as buffered when the buffer alone would say less
 * than the network gives (at start-up, and while the player waits with a full buffer).
 */
export class BolaE implements AbrAlgorithm {
  private curve: BolaCurve | null = null;
  private estimate: SabreEstimate | null = null;
  private readonly lowBuffer = new InsufficientBufferRule();
  private placeholderSeconds = 0;
  private started = false;
  private asked: Asked | null = null;

  decide(observation: Observation): Decision {
    const { ladderKbps, bufferSeconds, chunkSeconds, chunkIndex } = observation;
    if (ladderKbps.length === 1) return { level: 0, reason: 'the only level' };
    this.estimate ??= new SabreEstimate(chunkSeconds);
    this.estimate.update(observation.downloads);
    if (this.curve?.ladderKbps !== ladderKbps) this.curve = bolaECurve(observation);
    const { throughputKbps, latencySeconds } = this.estimate;
    if (throughputKbps === null) return nothingMeasured;
    const sustained = sustainableLevel(observation, throughputKbps, latencySeconds);
    const last = this.account(observation, this.curve);
    const decision = this.started
      ? this.steady(observation, this.curve, last, sustained)
      : this.start(this.curve, sustained, bufferSeconds);
    const { level, waitSeconds = 0 } = decision;
    this.asked = { chunkIndex, level, bufferSeconds, waitSeconds, abandonedFor: null };
    return decision;
  }

  abandon(progress: DownloadProgress): Decision | null {
    const { curve, asked } = this;
    const leftKilobits = progress.kilobits - progress.deliveredKilobits;
    if (curve === null || asked === null) return null;
    if (!(progress.deliveredKilobits > 0 && leftKilobits > 0)) return null;
    const { firstByteSeconds, elapsedSeconds } = progress;
    const rateKbps = progress.deliveredKilobits / (elapsedSeconds - firstByteSeconds);
    const restKilobits = leftKilobits - firstByteSeconds * rateKbps;
    if (!(restKilobits > 0)) return null;
    const effectiveSeconds = Math.max(0, progress.bufferSeconds + this.placeholderSeconds - firstByteSeconds);
    let best = bolaScore(curve, progress.level, effectiveSeconds, restKilobits);
    for (let level = 0; level < progress.level; level++) {
      const kilobits = kilobitsAt(progress, curve.ladderKbps, level);
      const score = bolaScore(curve, level, effectiveSeconds, kilobits);
      if (kilobits < restKilobits && score > best) {
        best = score;
        asked.abandonedFor = level;
      }
    }
    if (asked.abandonedFor === null) return null;
    return { level: asked.abandonedFor, reason: 'a lower level is worth more than the rest of this chunk' };
  }

  /** The first decision: what the network gives, and the placeholder that makes BOLA agree. */
  private start(curve: BolaCurve, level: number, bufferSeconds: number): Decision {
    this.started = true;
    this.placeholderSeconds = Math.max(0, lowestBufferSeconds(curve, level) - bufferSeconds);
    return { level, reason: 'start at what the network gives' };
  }

  private steady(observation: Observation, curve: BolaCurve, last: number, sustained: number): Decision {
    const { bufferSeconds } = observation;
    let level = bolaLevel(curve, bufferSeconds + this.placeholderSeconds);
    if (level > last && level > sustained) level = Math.max(last, sustained) + 1;
    const overSeconds = bufferSeconds + this.placeholderSeconds - highestBufferSeconds(curve, level);
    const fromPlaceholder = Math.min(Math.max(0, overSeconds), this.placeholderSeconds);
    const waitSeconds = Math.max(0, overSeconds - fromPlaceholder);
    if (overSeconds > 0) this.placeholderSeconds -= fromPlaceholder;
    const safe = this.safeLevel(observation, level);
    if (safe < level) {
      this.limitPlaceholder(lowestBufferSeconds(curve, safe) - bufferSeconds);
      return { level: safe, reason: 'too little buffer for more' };
    }
    const reason = `buffer holds ${secondsText(bufferSeconds)}, counted as ${secondsText(bufferSeconds + this.placeholderSeconds)}`;
    return level === curve.ladderKbps.length - 1 ? { level, reason } : { level, reason, waitSeconds };
  }

  private safeLevel(observation: Observation, level: number): number {
    return this.estimate === null ? level : this.lowBuffer.limit(observation, level, this.estimate);
  }

  /** Settles the last request's outcome into the placeholder; the level it ended with. */
  private account(observation: Observation, curve: BolaCurve): number {
    const { asked } = this;
    if (asked === null) return observation.lastLevel ?? 0;
    if (asked.chunkIndex === observation.chunkIndex) {
      this.settleAbandoned(asked, curve, observation.bufferSeconds);
      return asked.level;
    }
    this.settleDownloaded(asked, curve, observation);
    return observation.lastLevel ?? asked.level;
  }

  private settleAbandoned({ abandonedFor }: Asked, curve: BolaCurve, bufferSeconds: number): void {
    if (abandonedFor === null) return;
    const wanted = abandonedFor > 0 ? lowestBufferSeconds(curve, abandonedFor) : minimumBufferSeconds;
    this.limitPlaceholder(wanted - bufferSeconds);
  }

  private settleDownloaded(asked: Asked, curve: BolaCurve, observation: Observation): void {
    const { downloads, chunkSeconds, bufferSeconds } = observation;
    const level = observation.lastLevel ?? asked.level;
    const { seconds } = downloads[downloads.length - 1];
    const playedFrom = Math.max(0, asked.bufferSeconds - asked.waitSeconds);
    const arrivedSeconds = Math.max(0, playedFrom - seconds) + chunkSeconds;
    const wasSeconds = arrivedSeconds + seconds;
    this.limitPlaceholder(highestBufferSeconds(curve, level) - wasSeconds);
    this.placeholderSeconds = Math.max(
      this.placeholderSeconds,
      lowestBufferSeconds(curve, level) - wasSeconds,
    );
    this.placeholderSeconds += Math.max(0, arrivedSeconds - bufferSeconds);
  }

  private limitPlaceholder(mostSeconds: number): void {
    this.placeholderSeconds = Math.min(this.placeholderSeconds, Math.max(0, mostSeconds));
  }
}
