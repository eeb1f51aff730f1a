import { candidateSize, contextSize } from '../../src/core/rl/features';
import { Layout } from '../../src/core/rl/layout';
import { Policy } from '../../src/core/rl/policy';
import { makeRandom } from '../../src/core/random';
import type { PolicyFile } from '../../src/shared/policy';

export interface PolicyTimes {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

/** Runs in the window: microseconds of a forward pass, each observation timed over many repetitions. */
export function timePolicy(
  units: Pick<PolicyFile, 'policyUnits' | 'valueUnits'>,
  weights: readonly number[],
  { levels, observations, repetitions }: { levels: number; observations: number; repetitions: number },
): PolicyTimes {
  const policy = new Policy(new Layout(units), Float32Array.from(weights));
  const random = makeRandom(1);
  const scores = new Float64Array(levels);
  const times = Array.from({ length: observations }, () => {
    const context = Float32Array.from({ length: contextSize }, () => 2 * (random() - 0.5));
    const candidates = Float32Array.from({ length: levels * candidateSize }, () => 2 * (random() - 0.5));
    const begun = performance.now();
    for (let i = 0; i < repetitions; i++) policy.scores(context, candidates, levels, scores);
    return ((performance.now() - begun) * 1000) / repetitions;
  });
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(share * (times.length - 1))];
  return { p50: at(0.5), p99: at(0.99), most: at(1) };
}
