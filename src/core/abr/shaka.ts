import { ShakaEstimate } from '../throughput/shaka-estimate';
import type { AbrAlgorithm, Decision, Observation } from '../model/algorithm';
import type { AlgorithmEntry } from './algorithm-entry';
import { kbpsText } from './levels';
import { SessionClock } from './session-clock';

/** A level needs its bitrate / 0.95, and is left upwards at the next one's / 0.85. */
const downgradeTarget = 0.95;
const upgradeTarget = 0.85;
const switchIntervalSeconds = 8;

export const shakaEntry: AlgorithmEntry = {
  id: 'shaka',
  name: 'Shaka (model)',
  thinks: 'Shaka: the highest level within the estimate, one choice in 8 s',
  create: shaka,
};

/**
 * A model of Shaka Player 5.2 with its default settings (SimpleAbrManager): throughput alone, one choice in 8 s at most. Not
 * modelled: its drop of levels that lose frames, and the browser's own estimate of the network.
 */
export function shaka(): AbrAlgorithm {
  return new Shaka();
}

/** The level that the manager chooses at an estimate. */
export function shakaLevel(ladderKbps: readonly number[], kbps: number): number {
  let chosen = 0;
  for (let level = 0; level < ladderKbps.length; level++) {
    const next = ladderKbps[level + 1] ?? Infinity;
    if (kbps >= ladderKbps[level] / downgradeTarget && kbps <= next / upgradeTarget) chosen = level;
  }
  return chosen;
}

class Shaka implements AbrAlgorithm {
  private readonly clock = new SessionClock();
  private readonly estimate = new ShakaEstimate();
  private seen = 0;
  private level: number | null = null;
  private chosenAtSeconds = 0;
  private startupOver = false;

  decide(observation: Observation): Decision {
    const { downloads, ladderKbps, lastLevel } = observation;
    this.clock.observe(observation);
    for (; this.seen < downloads.length; this.seen++) this.estimate.add(downloads[this.seen]);
    this.level ??= lastLevel ?? this.choose(ladderKbps, 0);
    if (downloads.length > 0 && this.mayChoose()) {
      this.level = this.choose(ladderKbps, this.clock.lastByteAtSeconds);
    }
    return { level: this.level, reason: `throughput estimate ${kbpsText(this.estimate.kbps)}` };
  }

  private choose(ladderKbps: readonly number[], atSeconds: number): number {
    this.chosenAtSeconds = atSeconds;
    return shakaLevel(ladderKbps, this.estimate.kbps);
  }

  /** The first good estimate is acted on at once, later ones 8 s after the choice before. */
  private mayChoose(): boolean {
    if (!this.startupOver) {
      if (!this.estimate.trusted) return false;
      this.startupOver = true;
      return true;
    }
    return this.clock.lastByteAtSeconds - this.chosenAtSeconds >= switchIntervalSeconds;
  }
}
