import * as tf from '@tensorflow/tfjs-node';
import { makeRandom } from '../../../src/core/stats/random';
import { Environment } from '../../../src/core/training/environment';
import type { Layout } from '../../../src/core/agent/layout';
import { Network } from '../../../src/core/agent/network';
import { Rollout } from '../../../src/core/training/rollout';
import { softmax } from '../../../src/core/agent/categorical';
import { setup } from './in-thread-shard';

const levels = setup.video.ladderKbps.length;

/** Mean Kullback-Leibler divergence of what the weights do in such sessions from what the first ones do. */
export function divergence(layout: Layout, weights: Float32Array, first: Float32Array): number {
  const environments = Array.from({ length: 4 }, (_, i) => new Environment(() => setup, i + 1));
  const seen = new Rollout(network(layout, first), environments, 32, 0, levels);
  seen.collect(makeRandom(3));
  const [begun, now] = [first, weights].map((own) =>
    network(layout, own).askScores(seen.context, seen.candidates, levels),
  );
  let sum = 0;
  for (let row = 0; row < seen.rows; row++) {
    const [p, q] = [begun, now].map((scores) => softmax(scores.subarray(row * levels, (row + 1) * levels)));
    p.forEach((probability, level) => (sum += probability * Math.log(probability / q[level])));
  }
  return sum / seen.rows;
}

function network(layout: Layout, weights: Float32Array): Network {
  const made = new Network(tf, layout);
  made.load(weights);
  return made;
}
