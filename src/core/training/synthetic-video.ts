import { makeRandom, normal } from '../stats/random';
import { makeVideo, type Video } from '../model/video';

export interface SyntheticVideo {
  readonly ladderKbps: readonly number[];
  readonly chunkSeconds: number;
  readonly chunkCount: number;
  readonly seed: number;
}

/** How far scenes differ from each other in a second, and levels from each other in a chunk (of the logarithm). */
const sceneSpread = 0.28;
const levelSpread = 0.06;
/** Share of a scene's weight that is left after a second. */
const memoryPerSecond = 0.8;

/**
 * A video of a ladder whose sizes nobody has measured: the size of a chunk is bitrate x duration x exp(scene + level),
 * where the scene is a first-order random walk that all levels share, averaged over the chunk, and each level has a little
 * of its own; each level's mean is its bitrate.
 */
export function syntheticVideo({ ladderKbps, chunkSeconds, chunkCount, seed }: SyntheticVideo): Video {
  const random = makeRandom(seed);
  const scenes = sceneWeights(random, chunkSeconds, chunkCount);
  const chunkKilobits = ladderKbps.map((kbps) => {
    const weights = scenes.map((scene) => scene * Math.exp(levelSpread * normal(random)));
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / chunkCount;
    return weights.map((weight) => (kbps * chunkSeconds * weight) / mean);
  });
  const name = `synthetic ${ladderKbps.length} levels, ${chunkSeconds} s`;
  return makeVideo({ name, ladderKbps, chunkSeconds, chunkKilobits });
}

function sceneWeights(random: () => number, chunkSeconds: number, chunkCount: number): number[] {
  let scene = normal(random);
  return Array.from({ length: chunkCount }, () => {
    const steps = Math.max(1, Math.round(chunkSeconds));
    let sum = 0;
    for (let step = 0; step < steps; step++) {
      scene = memoryPerSecond * scene + Math.sqrt(1 - memoryPerSecond ** 2) * normal(random);
      sum += Math.exp(sceneSpread * scene);
    }
    return sum / steps;
  });
}

/** A ladder as somebody might make one: 2 to 10 levels, lowest 100 to 1,000 kbps, steps of 1.25 to 2.2 times. */
export function syntheticLadder(seed: number): number[] {
  const random = makeRandom(seed);
  const levels = 2 + Math.floor(random() * 9);
  const step = 1.25 + random() * (levels > 6 ? 0.45 : 0.95);
  let kbps = 100 * Math.pow(10, random());
  return Array.from({ length: levels }, () => {
    const level = Math.round(kbps);
    kbps *= step * (0.9 + 0.2 * random());
    return Math.max(level, 1);
  });
}
