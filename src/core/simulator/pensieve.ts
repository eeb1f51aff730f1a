import type { Decision } from '../abr/algorithm';
import type { Random } from '../random';
import type { TraceBandwidth } from '../trace/bandwidth';
import type { PlayerModel, SimulationInput } from './player-model';
import { Session } from './session';

const BUFFER_CAP_SECONDS = 60;
const DRAIN_STEP_SECONDS = 0.5;
/** Added to each download; the trace stands still meanwhile. */
export const ROUND_TRIP_SECONDS = 0.08;
/** Share of the capacity that carries payload. */
export const PAYLOAD_SHARE = 0.95;

/**
 * The simulator of Pensieve (H. Mao et al., SIGCOMM 2017; fixed_env.py, "test mode"): chunk 0 comes at level 1 without
 * asking, above 60 s of buffer the player sleeps in steps of 0.5 s, downloads are never abandoned. The start-up delay,
 * which the reference counts as rebuffering of chunk 0, is the `started` event here.
 */
export function pensieve(): PlayerModel {
  return {
    id: 'pensieve',
    bufferCapSeconds: BUFFER_CAP_SECONDS,
    play: (input) => play(input, input.bandwidth.startSeconds, undefined),
  };
}

/**
 * The same in "training mode" (env.py): a session begins at a random part of the trace, and each delay, round trip
 * included, is multiplied by a number from U(0.9, 1.1).
 */
export function pensieveTraining(random: Random): PlayerModel {
  return {
    id: 'pensieve-training',
    bufferCapSeconds: BUFFER_CAP_SECONDS,
    play: (input) => play(input, randomStartSeconds(input.bandwidth, random), random),
  };
}

/** How long the reference sleeps when a chunk has filled the buffer to `bufferSeconds`. */
export function pensieveSleepSeconds(bufferSeconds: number): number {
  const overSeconds = bufferSeconds - BUFFER_CAP_SECONDS;
  return overSeconds > 0 ? Math.ceil(overSeconds / DRAIN_STEP_SECONDS) * DRAIN_STEP_SECONDS : 0;
}

function play(
  { video, bandwidth, algorithm, emit }: SimulationInput,
  startSeconds: number,
  noise: Random | undefined,
): void {
  const session = new Session(video, BUFFER_CAP_SECONDS, emit);
  const first: Decision = {
    level: Math.min(1, video.ladderKbps.length - 1),
    reason: 'the first chunk of the reference',
  };
  let linkSeconds = startSeconds;
  let linkKilobits = bandwidth.kilobitsBy(startSeconds);
  while (!session.done) {
    const decision = session.chunkIndex === 0 ? first : algorithm.decide(session.observe());
    if (decision.waitSeconds !== undefined) {
      session.play(decision.waitSeconds);
      linkSeconds += decision.waitSeconds;
      linkKilobits = bandwidth.kilobitsBy(linkSeconds);
    }
    const kilobits = session.request(decision);
    linkKilobits += kilobits / PAYLOAD_SHARE;
    const arrivalSeconds = bandwidth.secondsWhen(linkKilobits);
    const factor = noise === undefined ? 1 : 0.9 + 0.2 * noise();
    const downloadSeconds = (arrivalSeconds - linkSeconds + ROUND_TRIP_SECONDS) * factor;
    session.play(downloadSeconds);
    session.arrive(kilobits, downloadSeconds, ROUND_TRIP_SECONDS * factor);
    const sleepSeconds = pensieveSleepSeconds(session.bufferSeconds);
    linkSeconds = arrivalSeconds + sleepSeconds;
    if (sleepSeconds > 0) {
      session.play(sleepSeconds);
      linkKilobits = bandwidth.kilobitsBy(linkSeconds);
    }
  }
  session.end();
}

/** The start of a random part; the first one begins at the trace's own clock. */
function randomStartSeconds(bandwidth: TraceBandwidth, random: Random): number {
  const part = Math.floor(random() * bandwidth.partCount);
  return part === 0 ? bandwidth.startSeconds : bandwidth.partStartSeconds(part);
}
