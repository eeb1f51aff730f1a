import type { TraceFamily } from './family';
import { normalQuantile } from './fading';

/** What a trace's rates lie around: log-normal, two of three between 900 and 4500 kbps. */
const middleKbps = 2000;
const middleDeviation = 0.8;
/** How far the rates of a trace reach from its middle, as factors: of the steadiest hand and of the wildest. */
const leastReach = 2;
const mostReach = 8;
const leastHoldSeconds = 3;
const mostHoldSeconds = 40;

export const throttle: TraceFamily = {
  id: 'throttle',
  name: 'Throttle',
  describes:
    'a hand on the slider: a rate is held for 3 to 40 s, then at once another, at most eight times the middle or an eighth of it',
  stepSeconds: 1,
  setCount: 12,
  make({ random, share, unrest, steps }) {
    const middle = middleKbps * Math.exp(middleDeviation * normalQuantile(share));
    const reach = leastReach * (mostReach / leastReach) ** unrest;
    const kbps: number[] = [];
    while (kbps.length < steps) {
      const rate = middle * reach ** (2 * random() - 1);
      const holdSeconds = Math.round(leastHoldSeconds * (mostHoldSeconds / leastHoldSeconds) ** random());
      for (let second = 0; second < holdSeconds && kbps.length < steps; second++) kbps.push(rate);
    }
    return kbps;
  },
};
