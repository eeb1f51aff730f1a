import type { TraceFamily } from './family';
import { fading, levelAt, type FadingLayer } from './fading';

const openKbps = 600_000;
const traceDeviation = 0.4;
const highestKbps = 1_800_000;
/** Share of the open capacity that is left behind a body, a bus or a corner. */
const blockedShare = 0.06;
const openSeconds = 18;
const blockedSeconds = 6;
const layers: readonly FadingLayer[] = [
  { deviation: 0.25, memorySeconds: 20 },
  { deviation: 0.2, memorySeconds: 1 },
];

export const fiveG: TraceFamily = {
  id: '5g',
  name: '5G with blockage',
  describes:
    'millimetre waves on foot: very fast in sight of the mast, a few per cent of it behind an obstacle',
  stepSeconds: 1,
  setCount: 12,
  make({ random, share, steps }) {
    const level = openKbps * levelAt(share, traceDeviation);
    let blocked = random() < blockedSeconds / (openSeconds + blockedSeconds);
    return fading(random, { layers, steps, stepSeconds: 1 }).map((factor) => {
      const kbps = Math.min(level * factor * (blocked ? blockedShare : 1), highestKbps);
      if (random() < 1 / (blocked ? blockedSeconds : openSeconds)) blocked = !blocked;
      return kbps;
    });
  },
};
