import { makeRandom, normal } from '../stats/random';
import type { Layout } from '../agent/layout';

/**
 * Fresh weights: normal numbers scaled by sqrt(2 / inputs) (K. He et al., ICCV 2015), the last layer of the policy a hundred
 * times smaller so that every level is as likely at first; biases 0.
 */
export function initialWeights(layout: Layout, seed: number): Float32Array {
  const random = makeRandom(seed);
  const flat = new Float32Array(layout.size);
  for (const { name, shape, start, size } of layout.parts) {
    if (shape.length === 1) continue;
    const gain = name === 'scores/kernel' ? 0.01 : name === 'value/kernel' ? 1 : Math.SQRT2;
    const spread = gain / Math.sqrt(shape[0]);
    for (let i = start; i < start + size; i++) flat[i] = spread * normal(random);
  }
  return flat;
}
