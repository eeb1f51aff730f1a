import type { AbrAlgorithm, Decision } from '../model/algorithm';
import type { TraceBandwidth } from '../trace/bandwidth';
import type { PlayerModel, SimulationInput } from './player-model';
import { Session } from './session';

/** An algorithm may abandon a download at the earliest this long after it was last asked. */
const CHECK_SECONDS = 0.05;
/** And when so much more has arrived. */
const CHECK_KILOBITS = 12;
const FIRST: Decision = { level: 0, reason: 'the first chunk of the reference' };

/**
 * The simulator Sabre (K. Spiteri, R. Sitaraman, D. Sparacio, MMSys 2018): each request takes one latency of the trace
 * before its first bit, a request that would overflow the buffer waits, downloads may be abandoned. Chunk 0 comes at
 * level 0 without asking; start-up is no rebuffering.
 */
export function sabre({ bufferCapSeconds = 25 }: { bufferCapSeconds?: number } = {}): PlayerModel {
  return { id: 'sabre', bufferCapSeconds, play: (input) => play(input, bufferCapSeconds) };
}

function play({ video, bandwidth, algorithm, emit }: SimulationInput, bufferCapSeconds: number): void {
  if (!(bufferCapSeconds >= video.chunkSeconds)) {
    throw new Error(`bufferCapSeconds must hold a chunk of ${video.chunkSeconds} s, got ${bufferCapSeconds}`);
  }
  const session = new Session(video, bufferCapSeconds, emit);
  download(session, bandwidth, FIRST, {});
  while (!session.done) {
    const fullSeconds = session.bufferSeconds + video.chunkSeconds - bufferCapSeconds;
    if (fullSeconds > 0) session.play(fullSeconds);
    const decision = algorithm.decide(session.observe());
    if (decision.waitSeconds !== undefined) session.play(decision.waitSeconds);
    download(session, bandwidth, decision, algorithm);
  }
  session.end();
}

/** Asks for the chunk and lets it arrive, or be given up. The trace's clock is the session's. */
function download(
  session: Session,
  bandwidth: TraceBandwidth,
  decision: Decision,
  algorithm: Pick<AbrAlgorithm, 'abandon'>,
): void {
  const kilobits = session.request(decision);
  const { atSeconds } = session;
  const firstByteSeconds = bandwidth.latencySecondsFrom(atSeconds);
  const sentBefore = bandwidth.kilobitsBy(atSeconds + firstByteSeconds);
  const lastByteAt = bandwidth.secondsWhen(sentBefore + kilobits);
  let askedAt = atSeconds;
  let deliveredKilobits = 0;
  while (algorithm.abandon !== undefined) {
    const enoughAt = bandwidth.secondsWhen(sentBefore + deliveredKilobits + CHECK_KILOBITS);
    const nextAt = Math.max(askedAt + CHECK_SECONDS, enoughAt);
    if (!(nextAt > askedAt && nextAt < lastByteAt)) break;
    askedAt = nextAt;
    deliveredKilobits = bandwidth.kilobitsBy(askedAt) - sentBefore;
    const elapsedSeconds = askedAt - atSeconds;
    const progress = {
      chunkIndex: session.chunkIndex,
      level: decision.level,
      kilobits,
      deliveredKilobits,
      elapsedSeconds,
      firstByteSeconds,
      bufferSeconds: Math.max(0, session.bufferSeconds - elapsedSeconds),
    };
    if (algorithm.abandon(progress) === null) continue;
    session.play(elapsedSeconds);
    session.abandon(deliveredKilobits);
    return;
  }
  session.play(lastByteAt - atSeconds);
  session.arrive(kilobits, lastByteAt - atSeconds, firstByteSeconds);
}
