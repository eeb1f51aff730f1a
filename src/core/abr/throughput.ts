import { SabreEstimate } from '../throughput/sabre-estimate';
import type { AbrAlgorithm, Decision, DownloadProgress, Observation } from '../model/algorithm';
import type { AlgorithmEntry } from './algorithm-entry';
import { kbpsText, nothingMeasured } from './levels';
import { abandonedFor, InsufficientBufferRule, sustainableLevel } from './throughput-rules';

const safety = 0.9;

export const throughputEntry: AlgorithmEntry = {
  id: 'throughput',
  name: 'Throughput',
  thinks: 'the highest level that 0.9 of the estimated throughput sustains',
  create: throughput,
};

/**
 * The throughput rule of dash.js as Sabre models it (Spiteri, Sitaraman, Sparacio, MMSys 2018): the highest level that
 * 0.9 times the EWMA estimate sustains, held down while the buffer is low; abandons downloads that take too long.
 */
export function throughput(): AbrAlgorithm {
  return new ThroughputRule();
}

/** The rule as an object, so that DYNAMIC can ask it beside BOLA. */
export class ThroughputRule implements AbrAlgorithm {
  private estimate: SabreEstimate | null = null;
  private video: Observation | null = null;
  private readonly lowBuffer = new InsufficientBufferRule();

  decide(observation: Observation): Decision {
    this.video = observation;
    this.estimate ??= new SabreEstimate(observation.chunkSeconds);
    this.estimate.update(observation.downloads);
    const { throughputKbps, latencySeconds } = this.estimate;
    if (throughputKbps === null) return nothingMeasured;
    const wanted = sustainableLevel(observation, throughputKbps * safety, latencySeconds);
    const level = this.lowBuffer.limit(observation, wanted, this.estimate);
    const reason =
      level < wanted ? 'too little buffer for more' : `throughput estimate ${kbpsText(throughputKbps)}`;
    return { level, reason };
  }

  abandon(progress: DownloadProgress): Decision | null {
    if (this.video === null || this.estimate === null) return null;
    const level = abandonedFor(progress, this.video, this.estimate.latencySeconds, safety);
    return level === null ? null : { level, reason: 'the chunk takes too long' };
  }
}
