import { DashjsEstimate } from '../throughput/dashjs-estimate';
import type { AbrAlgorithm, Decision, Observation } from '../model/algorithm';
import type { AlgorithmEntry } from './algorithm-entry';
import { DashjsBola } from './dashjs-bola';
import { DashjsSwitchHistory } from './dashjs-switch-history';
import { highestLevelWithin, kbpsText, secondsText } from './levels';
import { SessionClock } from './session-clock';

const safety = 0.9;
const lowBufferSafety = 0.7;
/** Chunks before the insufficient-buffer rule speaks. */
const ignoredChunks = 2;
const bolaFromSeconds = 12;
const bolaUntilSeconds = 6;

export const dashjsDynamicEntry: AlgorithmEntry = {
  id: 'dashjs-dynamic',
  name: 'dash.js Dynamic (model)',
  thinks: 'dash.js: throughput while the buffer is low, BOLA from 12 s on',
  create: dashjsDynamic,
};

/**
 * A model of dash.js 5.2.1 with its default settings: the throughput rule, from 12 s of buffer BOLA until it falls below 6 s, the
 * lower of that, the insufficient-buffer rule and the switch-history rule. Not modelled: abandonment, and the questions
 * that dash.js asks between chunks.
 */
export function dashjsDynamic(): AbrAlgorithm {
  return new DashjsDynamic();
}

class DashjsDynamic implements AbrAlgorithm {
  private readonly clock = new SessionClock();
  private readonly estimate = new DashjsEstimate();
  private readonly history = new DashjsSwitchHistory();
  private bola: DashjsBola | null = null;
  private byBuffer = false;
  private seen = 0;

  decide(observation: Observation): Decision {
    const { downloads, ladderKbps, lastLevel, bufferSeconds } = observation;
    this.clock.observe(observation);
    this.estimate.update(downloads);
    this.followBuffer(observation);
    const { kbps } = this.estimate;
    if (kbps === null) return { level: lastLevel ?? 0, reason: 'nothing measured yet' };
    const last = lastLevel ?? 0;
    const main = this.mainRule(observation, last, kbps * safety);
    const limits = [
      main.level,
      this.lowBufferLevel(observation, kbps),
      this.history.limit(ladderKbps.length),
    ];
    const level = Math.min(...limits.filter((limit) => limit !== null));
    const chosen = level === Infinity ? last : level;
    this.history.add(last, chosen);
    const waitSeconds = main.waitSeconds;
    this.clock.wait(waitSeconds);
    const why = this.byBuffer ? `buffer holds ${secondsText(bufferSeconds)}` : `throughput ${kbpsText(kbps)}`;
    return { level: chosen, reason: `dash.js ${this.byBuffer ? 'BOLA' : 'Throughput'}: ${why}`, waitSeconds };
  }

  /** BOLA hears of each chunk; the rule in charge changes with the buffer, at its lowest, its highest and now. */
  private followBuffer({ downloads, lastLevel, bufferSeconds }: Observation): void {
    const { clock } = this;
    if (this.seen < downloads.length) {
      const { seconds } = downloads[downloads.length - 1];
      this.bola?.arrived(lastLevel ?? 0, clock, seconds);
      this.seen = downloads.length;
    }
    for (const seconds of [clock.lowestBufferSeconds, clock.fullestBufferSeconds, bufferSeconds]) {
      this.byBuffer = seconds >= (this.byBuffer ? bolaUntilSeconds : bolaFromSeconds);
    }
  }

  private mainRule(
    observation: Observation,
    last: number,
    safeKbps: number,
  ): { level: number | null; waitSeconds: number } {
    const { ladderKbps, bufferSeconds } = observation;
    if (this.byBuffer && ladderKbps.length > 1) {
      this.bola ??= new DashjsBola(observation);
      return this.bola.decide(observation, last, safeKbps, this.clock.idleSeconds);
    }
    if (this.byBuffer || bufferSeconds <= 0) return { level: null, waitSeconds: 0 };
    return { level: highestLevelWithin(ladderKbps, safeKbps), waitSeconds: 0 };
  }

  /** Insufficient-buffer rule: what can come while the buffer lasts. */
  private lowBufferLevel(
    { downloads, bufferSeconds, chunkSeconds, ladderKbps }: Observation,
    kbps: number,
  ): number | null {
    if (downloads.length < ignoredChunks) return null;
    if (bufferSeconds <= 0) return 0;
    return highestLevelWithin(ladderKbps, (kbps * lowBufferSafety * bufferSeconds) / chunkSeconds);
  }
}
