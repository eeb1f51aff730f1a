import { quote } from '../../text/quote';
import { makeRandom } from '../../stats/random';
import type { Trace } from '../bandwidth';
import { cable } from './cable';
import type { TraceFamily } from './family';
import { fiveG } from './five-g';
import { lte } from './lte';
import { outage, ramp, sawtooth, spike, step } from './textbook';
import { threeG } from './three-g';
import { throttle } from './throttle';
import { wifi } from './wifi';

/** Every family: a new one is a file and a word here. */
export const traceFamilies: readonly TraceFamily[] = [
  threeG,
  lte,
  cable,
  fiveG,
  wifi,
  step,
  ramp,
  spike,
  sawtooth,
  outage,
  throttle,
];

export interface SynthesisOptions {
  readonly seed: number;
  readonly count: number;
  readonly seconds: number;
}

/** Multiples of it modulo 1 fill the unit interval evenly (a Weyl sequence). */
const goldenRatio = (Math.sqrt(5) - 1) / 2;

const limits = { count: 10_000, seconds: 86_400 } as const;

/** The family of an id. @throws Error naming the unknown id and the known ones. */
export function findFamily(id: string): TraceFamily {
  const family = traceFamilies.find((candidate) => candidate.id === id);
  if (family) return family;
  const known = traceFamilies.map((candidate) => candidate.id).join(', ');
  throw new Error(`unknown trace family ${quote(id)}; expected one of ${known}`);
}

/**
 * `count` traces of a family, the same for the same seed. Their levels are spread evenly over the family's distribution
 * (one drawn from each of `count` equal shares), so that a small set is already like a large one.
 * @throws Error when the count or the duration is out of range.
 */
export function synthesize(familyId: string, { seed, count, seconds }: SynthesisOptions): Trace[] {
  const { id, stepSeconds, make } = findFamily(familyId);
  inRange('count', count, 1, limits.count);
  inRange('seconds', seconds, stepSeconds, limits.seconds);
  const random = makeRandom(seed);
  const firstUnrest = random();
  const steps = Math.floor(seconds / stepSeconds);
  return Array.from({ length: count }, (_, i) => {
    const share = (i + random()) / count;
    const unrest = (firstUnrest + i * goldenRatio) % 1;
    const own = makeRandom(Math.floor(random() * 2 ** 32));
    const kbps = make({ random: own, steps, share, unrest }).map(Math.round);
    return { name: `${id}-${i + 1}`, family: id, durationsSeconds: kbps.map(() => stepSeconds), kbps };
  });
}

function inRange(name: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most)) {
    throw new Error(`${name} must be from ${least} to ${most}, got ${value}`);
  }
}
