import type { TraceFamily } from './family';
import { fading, levelAt } from './fading';

const meanKbps = 1300;
const traceDeviation = 0.6;
const highestKbps = 8000;
/** The household's other traffic and the line's noise; some lines are steady, some are not. */
const slow = { deviation: 0.28, memorySeconds: 60 };
const quick = { deviation: 0.15, memorySeconds: 0 };
/** Spread of the slow layer's deviation over lines, in the logarithm. */
const unrestDeviation = 1.1;

export const cable: TraceFamily = {
  id: 'cable',
  name: 'DSL or cable',
  describes:
    'a line at home measured every 5 s; matched to the FCC set as Pensieve prepared it (below 6 Mbit/s)',
  stepSeconds: 5,
  setCount: 40,
  make({ random, share, unrest, steps }) {
    const level = meanKbps * levelAt(share, traceDeviation);
    const deviation = slow.deviation * levelAt(unrest, unrestDeviation);
    const layers = [{ ...slow, deviation }, quick];
    const factors = fading(random, { layers, steps, stepSeconds: 5 });
    return factors.map((factor) => Math.min(level * factor, highestKbps));
  },
};
