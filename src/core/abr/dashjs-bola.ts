import type { Observation } from '../model/algorithm';
import { bolaECurve, type BolaCurve, highestBufferSeconds, lowestBufferSeconds } from './bola-curve';
import { highestLevelWithin } from './levels';
import type { SessionClock } from './session-clock';

const decay = 0.99;

/**
 * BolaRule of dash.js 5.2: BOLA-E's thresholds and placeholder with BOLA-O's limit. It differs from the paper: the level is sought
 * with utilities that start at 0 while waiting uses those that start at 1, the placeholder decays by 1 % a chunk, and of equal
 * scores the higher level wins.
 */
export class DashjsBola {
  private readonly curve: BolaCurve;
  private placeholderSeconds = 0;
  private steady = false;
  /** Chunks that came since the rule was made. */
  private chunks = 0;

  constructor(observation: Observation) {
    this.curve = bolaECurve(observation);
  }

  /** A chunk of `level` has come, whichever rule asked for it. */
  arrived(level: number, clock: SessionClock, downloadSeconds: number): void {
    this.chunks += 1;
    if (clock.stalled && this.steady) this.placeholderSeconds = 0;
    const requestedAt = clock.lowestBufferSeconds + downloadSeconds;
    const most = Math.max(0, highestBufferSeconds(this.curve, level) - requestedAt);
    this.placeholderSeconds = Math.min(most, this.placeholderSeconds * decay);
  }

  /** The level it wants, and how long it would wait before the request; null without a measure. */
  decide(
    { bufferSeconds, chunkSeconds, ladderKbps }: Observation,
    last: number,
    safeKbps: number,
    idleSeconds: number,
  ): { level: number; waitSeconds: number } {
    const sustained = highestLevelWithin(ladderKbps, safeKbps);
    if (!this.steady) {
      this.placeholderSeconds = Math.max(0, lowestBufferSeconds(this.curve, sustained) - bufferSeconds);
      this.steady = this.chunks > 0 && bufferSeconds >= chunkSeconds;
      return { level: sustained, waitSeconds: 0 };
    }
    this.placeholderSeconds += idleSeconds;
    let level = this.best(bufferSeconds + this.placeholderSeconds);
    if (level > last && level > sustained) level = Math.max(sustained, last);
    return { level, waitSeconds: this.settleWait(level, bufferSeconds) };
  }

  private best(bufferSeconds: number): number {
    const { ladderKbps, utilities, vpSeconds, gp } = this.curve;
    let best = 0;
    let bestScore = -Infinity;
    for (let level = 0; level < ladderKbps.length; level++) {
      const score = (vpSeconds * (utilities[level] - 1 + gp) - bufferSeconds) / ladderKbps[level];
      if (score >= bestScore) [best, bestScore] = [level, score];
    }
    return best;
  }

  /** Takes what is too much from the placeholder first; the rest is waited for, but not at the top level. */
  private settleWait(level: number, bufferSeconds: number): number {
    const effectiveSeconds = bufferSeconds + this.placeholderSeconds;
    const overSeconds = Math.max(0, effectiveSeconds - highestBufferSeconds(this.curve, level));
    const taken = Math.min(overSeconds, this.placeholderSeconds);
    this.placeholderSeconds -= taken;
    return level === this.curve.ladderKbps.length - 1 ? 0 : overSeconds - taken;
  }
}
