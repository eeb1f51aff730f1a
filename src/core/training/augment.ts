import type { Random } from '../stats/random';
import { TraceBandwidth, type Trace } from '../trace/bandwidth';

/** How training traces are varied, so that a few of them are not learnt by heart. All 0: they are played as they are. */
export interface Augmentation {
  /** The bandwidth of a session is multiplied by exp(U(-x, x)). */
  readonly bandwidthSpread: number;
  /** The durations of its parts by exp(U(-x, x)). */
  readonly durationSpread: number;
  /** Chance that a session's trace is cut into blocks, which come in another order. */
  readonly shuffledShare: number;
  /** Chance that a session begins on a link that is only coming up (slow-start.ts); its trace is then not cut. */
  readonly slowStartShare?: number;
}

export const noAugmentation: Augmentation = {
  bandwidthSpread: 0,
  durationSpread: 0,
  shuffledShare: 0,
};

const leastBlockSeconds = 20;
const mostBlockSeconds = 100;

/** Whether sessions without a slow start differ from their traces. */
export function isVaried({ bandwidthSpread, durationSpread, shuffledShare }: Augmentation): boolean {
  return bandwidthSpread > 0 || durationSpread > 0 || shuffledShare > 0;
}

/** A trace as one session will see it. */
export function augment(trace: Trace, variation: Augmentation, random: Random): TraceBandwidth {
  const { bandwidthSpread, durationSpread, shuffledShare } = variation;
  const faster = Math.exp((2 * random() - 1) * bandwidthSpread);
  const longer = Math.exp((2 * random() - 1) * durationSpread);
  const kbps = Array.from(trace.kbps, (rate) => rate * faster);
  const durationsSeconds = Array.from(trace.durationsSeconds, (seconds) => seconds * longer);
  if (!(random() < shuffledShare)) return new TraceBandwidth({ name: trace.name, kbps, durationsSeconds });
  const order = shuffledParts(durationsSeconds, random);
  return new TraceBandwidth({
    name: trace.name,
    kbps: order.map((part) => kbps[part]),
    durationsSeconds: order.map((part) => durationsSeconds[part]),
  });
}

/** The parts in blocks of 20 to 100 s, the blocks in random order. */
function shuffledParts(durationsSeconds: readonly number[], random: Random): number[] {
  const blocks: number[][] = [];
  let wanted = 0;
  for (let part = 0; part < durationsSeconds.length; part++) {
    if (wanted <= 0) {
      blocks.push([]);
      wanted = leastBlockSeconds + (mostBlockSeconds - leastBlockSeconds) * random();
    }
    blocks[blocks.length - 1].push(part);
    wanted -= durationsSeconds[part];
  }
  for (let i = blocks.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [blocks[i], blocks[other]] = [blocks[other], blocks[i]];
  }
  return blocks.flat();
}
