import type { TraceFamily } from './family';
import { fading, levelAt, type FadingLayer } from './fading';

const meanKbps = 1330;
const traceDeviation = 0.48;
const highestKbps = 9000;
/** Coverage along the way, and the cell's other users. */
const layers: readonly FadingLayer[] = [
  { deviation: 0.66, memorySeconds: 120 },
  { deviation: 0.26, memorySeconds: 3 },
];

export const threeG: TraceFamily = {
  id: '3g',
  name: '3G on the move',
  describes:
    'HSDPA on buses, trams, trains and ferries; matched to the Norway logs (Riiser et al., MMSys 2013)',
  stepSeconds: 1,
  setCount: 12,
  make({ random, share, steps }) {
    const level = meanKbps * levelAt(share, traceDeviation);
    const factors = fading(random, { layers, steps, stepSeconds: 1 });
    return factors.map((factor) => Math.min(level * factor, highestKbps));
  },
};
