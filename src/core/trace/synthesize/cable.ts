import type { TraceFamily } from './family';
import { fading, levelAt } from './fading';

const meanKbps = 1300;
const traceDeviation = 0.56;
const highestKbps = 8000;
/** The household's other traffic and the line's noise; some lines are steady, some are not. */
const slow = { deviation: 0.2, memorySeconds: 60 };
const quick = { deviation: 0.2, memorySeconds: 0 };

export const cable: TraceFamily = {
  id: 'cable',
  name: 'DSL or cable',
  describes:
    'a line at home measured every 5 s; matched to the FCC set as Pensieve prepared it (below 6 Mbit/s)',
  stepSeconds: 5,
  *make({ random, share }) {
    const level = meanKbps * levelAt(share, traceDeviation);
    const unrest = levelAt(random(), 0.8);
    const layers = [slow, quick].map(({ deviation, memorySeconds }) => ({
      deviation: deviation * unrest,
      memorySeconds,
    }));
    for (const factor of fading(random, layers, 5)) yield Math.min(level * factor, highestKbps);
  },
};
