import type { TraceFamily } from './family';
import { fading, type FadingLayer } from './fading';

/** Net Mbit/s of the rates an 802.11n station of one stream steps through (20 MHz, about 60 % of the air rate). */
const rateMbps = [4, 8, 12, 16, 24, 31, 35, 39] as const;
/** Chance a second that the station moves to a neighbouring rate. */
const stepChance = 0.08;
const otherUsers = 0.35;
const layers: readonly FadingLayer[] = [
  { deviation: 0.18, memorySeconds: 8 },
  { deviation: 0.12, memorySeconds: 0 },
];

export const wifi: TraceFamily = {
  id: 'wifi',
  name: 'Wi-Fi',
  describes: 'a station that steps through the rates of 802.11n and shares the air with others',
  stepSeconds: 1,
  *make({ random, share }) {
    let rate = Math.min(Math.floor(share * rateMbps.length), rateMbps.length - 1);
    let shared = false;
    for (const factor of fading(random, layers, 1)) {
      yield Math.min(rateMbps[rate] * (shared ? 0.5 : 1) * factor * 1000, 50_000);
      if (random() < stepChance) {
        const next = rate + (random() < 0.5 ? -1 : 1);
        rate = Math.min(Math.max(next, 0), rateMbps.length - 1);
      }
      if (random() < 0.1) shared = random() < otherUsers;
    }
  },
};
