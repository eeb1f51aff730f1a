import type { AbrAlgorithm } from '../model/algorithm';
import type { AlgorithmEntry } from './algorithm-entry';
import { Bola } from './bola';
import { ThroughputRule } from './throughput';

const lowBufferSeconds = 10;

export const dynamicEntry: AlgorithmEntry = {
  id: 'dynamic',
  name: 'Dynamic',
  thinks: 'throughput while the buffer is low, BOLA once it is full',
  create: dynamic,
};

/**
 * DYNAMIC (Spiteri, Sitaraman, Sparacio, MMSys 2018) as in Sabre: the throughput rule while the buffer is low, BOLA-U
 * once it is above 10 s and BOLA asks for at least as much; back when the buffer is below 10 s and BOLA asks for less.
 */
export function dynamic(): AbrAlgorithm {
  const bola = new Bola('U');
  const rule = new ThroughputRule();
  let byBuffer = false;
  return {
    decide(observation) {
      const fromBuffer = bola.decide(observation);
      const fromRate = rule.decide(observation);
      const { bufferSeconds } = observation;
      if (byBuffer) {
        if (bufferSeconds < lowBufferSeconds && fromBuffer.level < fromRate.level) byBuffer = false;
      } else if (bufferSeconds > lowBufferSeconds && fromBuffer.level >= fromRate.level) byBuffer = true;
      return byBuffer ? fromBuffer : fromRate;
    },
    abandon: (progress) => rule.abandon(progress),
  };
}
