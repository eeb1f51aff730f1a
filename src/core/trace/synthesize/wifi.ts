import type { TraceFamily } from './family';
import { fading, type FadingLayer } from './fading';

/** Net Mbit/s of the rates an 802.11n station of one stream steps through (20 MHz, about 60 % of the air rate). */
const rateMbps = [4, 8, 12, 16, 24, 31, 35, 39] as const;
/** Chance a second that the station moves to a neighbouring rate. */
const stepChance = 0.08;
/** Chance a second that somebody comes or goes, and that somebody is there afterwards. */
const changeOfUsersChance = 0.1;
const otherUsers = 0.35;
const highestKbps = 50_000;
const layers: readonly FadingLayer[] = [
  { deviation: 0.18, memorySeconds: 8 },
  { deviation: 0.12, memorySeconds: 0 },
];

export const wifi: TraceFamily = {
  id: 'wifi',
  name: 'Wi-Fi',
  describes: 'a station that steps through the rates of 802.11n and shares the air with others',
  stepSeconds: 1,
  setCount: 12,
  make({ random, share, steps }) {
    let rate = Math.min(Math.floor(share * rateMbps.length), rateMbps.length - 1);
    let shared = false;
    return fading(random, { layers, steps, stepSeconds: 1 }).map((factor) => {
      const kbps = Math.min(rateMbps[rate] * (shared ? 0.5 : 1) * factor * 1000, highestKbps);
      if (random() < stepChance) {
        const next = rate + (random() < 0.5 ? -1 : 1);
        rate = Math.min(Math.max(next, 0), rateMbps.length - 1);
      }
      if (random() < changeOfUsersChance) shared = random() < otherUsers;
      return kbps;
    });
  },
};
