import type { TraceFamily } from './family';
import { fading, levelAt, type FadingLayer } from './fading';

const meanKbps = 31_400;
const traceDeviation = 0.3;
const highestKbps = 110_000;
/** Distance to the mast, and scheduling from second to second. */
const layers: readonly FadingLayer[] = [
  { deviation: 0.43, memorySeconds: 50 },
  { deviation: 0.24, memorySeconds: 1 },
];

export const lte: TraceFamily = {
  id: 'lte',
  name: 'LTE',
  describes:
    '4G on foot, by bicycle, bus, tram, train and car; matched to the Ghent logs (van der Hooft et al., 2016)',
  stepSeconds: 1,
  setCount: 12,
  make({ random, share, steps }) {
    const level = meanKbps * levelAt(share, traceDeviation);
    const factors = fading(random, { layers, steps, stepSeconds: 1 });
    return factors.map((factor) => Math.min(level * factor, highestKbps));
  },
};
