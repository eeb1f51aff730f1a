import type { AbrAlgorithm } from '../model/algorithm';
import { ForeseenLink } from './foreseen-link';
import { upcomingKilobits } from '../model/algorithm';
import { bestFirstLevel } from './plan-search';
import type { AlgorithmEntry, SessionContext } from './algorithm-entry';
import { SessionClock } from './session-clock';

const horizonChunks = 5;

export const oracleEntry: AlgorithmEntry = {
  id: 'oracle',
  name: 'Oracle',
  thinks: 'the best plan for the next 5 chunks with the network to come known',
  clairvoyant: true,
  create: oracle,
};

/**
 * MPC with a perfect forecast (the yardstick of Yin et al., SIGCOMM 2015): the best plan for the next 5 chunks on the real
 * trace, under Pensieve's player. What is left between it and `optimal` is the price of a short horizon.
 */
export function oracle(context: SessionContext): AbrAlgorithm {
  const link = new ForeseenLink(context, 'oracle');
  const clock = new SessionClock();
  const { qoe } = context;
  return {
    decide(observation) {
      clock.observe(observation);
      const { downloads, chunksLeft, chunkSeconds, bufferSeconds, lastLevel, upcomingChunkKilobits } =
        observation;
      const now = link.startSeconds + link.linkSeconds(clock.atSeconds, downloads.length);
      const known = upcomingChunkKilobits?.length ?? horizonChunks;
      const steps = Math.max(1, Math.min(horizonChunks, chunksLeft, known));
      const level = bestFirstLevel({
        ...{ qoe, steps, chunkSeconds, bufferSeconds, lastLevel },
        downloadSeconds: (step, each, after) =>
          link.downloadSeconds(
            now + link.linkSeconds(after, step),
            upcomingKilobits(observation, step, each),
          ),
      });
      return { level, reason: `best plan for ${steps} chunks, the trace known` };
    },
  };
}
