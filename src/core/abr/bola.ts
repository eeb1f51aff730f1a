import { SabreEstimate } from '../throughput/sabre-estimate';
import type { AbrAlgorithm, Decision, DownloadProgress, Observation } from '../model/algorithm';
import type { AlgorithmEntry } from './algorithm-entry';
import { type BolaCurve, bolaLevel, bolaScore, bolaUtilities, highestBufferSeconds } from './bola-curve';
import { nothingMeasured, secondsText } from './levels';
import { kilobitsAt, sustainableLevel } from './throughput-rules';

/**
 * U: up-switches go at most one level above what the throughput sustains (high utilisation). O: at most that level
 * itself, and waits for the buffer to fit it (no oscillation). basic: as U, with thresholds that stay as they are and
 * without abandonment (Sabre's `-a bola -ab`, whose printed numbers need the throughput limit too).
 */
export type BolaVariant = 'basic' | 'U' | 'O';

const gp = 5;
const fewestChunks = 3;

export const bolaBasicEntry: AlgorithmEntry = {
  id: 'bola-basic',
  name: 'BOLA basic',
  thinks: 'BOLA with thresholds that stay, and no downloads given up',
  create: () => new Bola('basic'),
};

export const bolaEntry: AlgorithmEntry = {
  id: 'bola',
  name: 'BOLA',
  thinks: 'weighs quality against the buffer, at most one level above what the network gives',
  create: () => new Bola('U'),
};

export const bolaOEntry: AlgorithmEntry = {
  id: 'bola-o',
  name: 'BOLA-O',
  thinks: 'weighs quality against the buffer, never above what the network gives',
  create: () => new Bola('O'),
};

/**
 * BOLA (Spiteri, Urgaonkar, Sitaraman, INFOCOM 2016) as in Sabre (MMSys 2018), gp = 5. All but the basic variant size the
 * buffer to half of what is played or left near both ends of the video, and abandon a download when a lower level
 * scores better than the rest of it.
 */
export class Bola implements AbrAlgorithm {
  private curve: BolaCurve | null = null;
  private estimate: SabreEstimate | null = null;
  private lastLevel: number | null = null;

  constructor(private readonly variant: BolaVariant) {}

  decide(observation: Observation): Decision {
    this.estimate ??= new SabreEstimate(observation.chunkSeconds);
    this.estimate.update(observation.downloads);
    this.lastLevel ??= observation.lastLevel ?? 0;
    this.curve = this.curveFor(observation);
    const { throughputKbps, latencySeconds } = this.estimate;
    if (throughputKbps === null) return nothingMeasured;
    const wanted = bolaLevel(this.curve, observation.bufferSeconds);
    const sustained = sustainableLevel(observation, throughputKbps, latencySeconds);
    const decision = this.capped(observation, this.curve, wanted, sustained);
    this.lastLevel = decision.level;
    return decision;
  }

  abandon(progress: DownloadProgress): Decision | null {
    const { curve } = this;
    const leftKilobits = progress.kilobits - progress.deliveredKilobits;
    if (this.variant === 'basic' || curve === null || !(progress.deliveredKilobits > 0)) return null;
    let best = bolaScore(curve, progress.level, progress.bufferSeconds, leftKilobits);
    if (!(leftKilobits > 0) || best < 0) return null;
    let better: number | null = null;
    for (let level = 0; level < progress.level; level++) {
      const kilobits = kilobitsAt(progress, curve.ladderKbps, level);
      const score = bolaScore(curve, level, progress.bufferSeconds, kilobits);
      if (kilobits < leftKilobits && score > best) {
        best = score;
        better = level;
      }
    }
    if (better === null) return null;
    this.lastLevel = better;
    return { level: better, reason: 'a lower level is worth more than the rest of this chunk' };
  }

  /** The curve for this chunk; Vp is held above 0 for players whose cap is below two chunks. */
  private curveFor(observation: Observation): BolaCurve {
    const { ladderKbps, chunkSeconds, chunkIndex, chunksLeft, bufferCapSeconds } = observation;
    const utilities =
      this.curve?.ladderKbps === ladderKbps ? this.curve.utilities : bolaUtilities(ladderKbps);
    const chunks = Math.max(Math.min(chunkIndex, chunksLeft) / 2, fewestChunks);
    const cap = this.variant === 'basic' ? Infinity : chunks * chunkSeconds;
    const targetSeconds = Math.max(Math.min(bufferCapSeconds, cap), 2 * chunkSeconds);
    const vpSeconds = (targetSeconds - chunkSeconds) / (utilities[utilities.length - 1] + gp);
    return { ladderKbps, utilities, gp, vpSeconds };
  }

  private capped(observation: Observation, curve: BolaCurve, wanted: number, sustained: number): Decision {
    const { bufferSeconds } = observation;
    const last = this.lastLevel ?? 0;
    const byBuffer = `buffer holds ${secondsText(bufferSeconds)}`;
    if (wanted <= last || wanted <= sustained) {
      return { level: wanted, reason: byBuffer };
    }
    if (last > sustained) return { level: last, reason: `${byBuffer}, the network gives no more` };
    const reason = `${byBuffer}, held back by the network`;
    if (this.variant !== 'O') return { level: sustained + 1, reason };
    const waitSeconds = Math.max(0, bufferSeconds - highestBufferSeconds(curve, sustained));
    return { level: sustained, reason, waitSeconds };
  }
}
