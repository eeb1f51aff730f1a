import type { TraceFamily } from './family';
import { fading, levelAt, type FadingLayer } from './fading';

const meanKbps = 1330;
const traceDeviation = 0.46;
const highestKbps = 9000;
/** Coverage along the way, and the cell's other users. */
const layers: readonly FadingLayer[] = [
  { deviation: 0.5, memorySeconds: 60 },
  { deviation: 0.28, memorySeconds: 3 },
];

export const threeG: TraceFamily = {
  id: '3g',
  name: '3G on the move',
  describes:
    'HSDPA on buses, trams, trains and ferries; matched to the Norway logs (Riiser et al., MMSys 2013)',
  stepSeconds: 1,
  *make({ random, share }) {
    const level = meanKbps * levelAt(share, traceDeviation);
    for (const factor of fading(random, layers, 1)) yield Math.min(level * factor, highestKbps);
  },
};
