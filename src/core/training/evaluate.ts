import type { AbrAlgorithm } from '../model/algorithm';
import { SessionLog } from '../qoe/summary';
import { PensievePlayback } from '../simulator/pensieve';
import type { SessionSetup } from './training-session';
import { scaleQoe } from '../agent/qoe-scale';

/** How an algorithm did over sessions: means over sessions, chunk 0 left out of each. */
export interface EvaluationResult {
  /** QoE per chunk in units of the top level's quality. */
  readonly score: number;
  readonly qoe: number;
  readonly rebufferSecondsPerChunk: number;
  /** Totals of a session. */
  readonly rewardPerSession: number;
  readonly stallsPerSession: number;
  readonly stallSecondsPerSession: number;
}

/** Plays each session once with a new algorithm, from the trace's start and without noise. */
export function evaluate(
  sessions: readonly SessionSetup[],
  make: (context: Pick<SessionSetup, 'video' | 'qoe' | 'bufferCapSeconds'>) => AbrAlgorithm,
): EvaluationResult {
  const sums = { score: 0, qoe: 0, rebuffer: 0, reward: 0, stalls: 0, stallSeconds: 0 };
  for (const session of sessions) {
    const { qoe, video } = session;
    const summary = play(session, make(session)).summary(qoe, video.ladderKbps);
    sums.score += summary.qoe.total / scaleQoe(qoe).unit;
    sums.qoe += summary.qoe.total;
    sums.rebuffer += summary.rebufferSecondsPerChunk;
    sums.reward += summary.qoe.total * Math.max(1, summary.chunks - 1);
    sums.stalls += summary.stalls;
    sums.stallSeconds += summary.stallSeconds;
  }
  const { length } = sessions;
  return {
    score: sums.score / length,
    qoe: sums.qoe / length,
    rebufferSecondsPerChunk: sums.rebuffer / length,
    rewardPerSession: sums.reward / length,
    stallsPerSession: sums.stalls / length,
    stallSecondsPerSession: sums.stallSeconds / length,
  };
}

function play({ video, bandwidth, bufferCapSeconds, hidesSizes }: SessionSetup, algorithm: AbrAlgorithm) {
  const log = new SessionLog();
  const { startSeconds } = bandwidth;
  const playback = PensievePlayback.begin({
    ...{ video, bandwidth, bufferCapSeconds, startSeconds },
    emit: (event) => log.add(event),
  });
  while (!playback.done) {
    const observation = playback.observe();
    playback.fetch(
      algorithm.decide(hidesSizes ? { ...observation, upcomingChunkKilobits: null } : observation),
    );
  }
  playback.end();
  return log;
}
