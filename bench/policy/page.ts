import type { Observation } from '../../src/core/model/algorithm';
import { ppo } from '../../src/core/abr/ppo';
import { makeQoe } from '../../src/core/qoe/qoe';
import { makeRandom, type Random } from '../../src/core/stats/random';
import { Layout } from '../../src/core/agent/layout';
import { Policy } from '../../src/core/agent/policy';
import type { PolicyFile } from '../../src/shared/policy';

export interface PolicyTimes {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

interface Amounts {
  readonly levels: number;
  readonly observations: number;
  readonly repetitions: number;
  readonly rounds: number;
}

/**
 * Runs in the window: microseconds of a whole decision of the agent (what it sees worked out, advice and forward pass), each
 * observation timed over many repetitions, in rounds of which the quickest counts: what else the machine does meanwhile is
 * not the decision's.
 */
export function timePolicy(
  units: Pick<PolicyFile, 'policyUnits' | 'valueUnits'>,
  weights: readonly number[],
  { levels, observations, repetitions, rounds }: Amounts,
): PolicyTimes {
  const policy = new Policy(new Layout(units), Float32Array.from(weights));
  const random = makeRandom(1);
  const ladderKbps = Array.from({ length: levels }, (_, level) => Math.round(300 * 1.7 ** level));
  const video = { ladderKbps, chunkSeconds: 4, chunkCount: 48 };
  const qoe = makeQoe('lin', ladderKbps);
  const times = Array.from({ length: observations }, () => {
    const agent = ppo({ qoe, video }, policy);
    const observation = randomObservation(ladderKbps, random);
    const round = (): number => {
      const begun = performance.now();
      for (let i = 0; i < repetitions; i++) agent.decide(observation);
      return ((performance.now() - begun) * 1000) / repetitions;
    };
    return Math.min(...Array.from({ length: rounds }, round));
  });
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(share * (times.length - 1))];
  return { p50: at(0.5), p99: at(0.99), most: at(1) };
}

function randomObservation(ladderKbps: readonly number[], random: Random): Observation {
  const chunkSeconds = 4;
  const topKbps = ladderKbps[ladderKbps.length - 1];
  return {
    ...{ chunkIndex: 12, chunksLeft: 36, chunkSeconds, ladderKbps, bufferCapSeconds: 60 },
    upcomingChunkKilobits: Array.from({ length: 5 }, () =>
      ladderKbps.map((kbps) => kbps * chunkSeconds * (0.7 + 0.6 * random())),
    ),
    bufferSeconds: 60 * random(),
    lastLevel: Math.floor(random() * ladderKbps.length),
    downloads: Array.from({ length: 12 }, () => {
      const kilobits = topKbps * (0.1 + random());
      const seconds = 0.2 + 8 * random();
      return { kilobits, seconds, firstByteSeconds: 0.08 };
    }),
  };
}
