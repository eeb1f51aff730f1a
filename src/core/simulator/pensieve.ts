import type { Decision, Observation } from '../model/algorithm';
import type { Random } from '../stats/random';
import type { TraceBandwidth } from '../trace/bandwidth';
import type { SessionEvent } from '../model/session-events';
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
    linkClock: ({ startSeconds = 0 }) => ({ startSeconds, pauseSeconds: ROUND_TRIP_SECONDS }),
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
export function pensieveSleepSeconds(bufferSeconds: number, capSeconds = BUFFER_CAP_SECONDS): number {
  const overSeconds = bufferSeconds - capSeconds;
  return overSeconds > 0 ? Math.ceil(overSeconds / DRAIN_STEP_SECONDS) * DRAIN_STEP_SECONDS : 0;
}

function play(
  { video, bandwidth, algorithm, emit }: SimulationInput,
  startSeconds: number,
  noise: Random | undefined,
): void {
  const playback = PensievePlayback.begin({ video, bandwidth, emit, startSeconds, noise });
  while (!playback.done) playback.fetch(algorithm.decide(playback.observe()));
  playback.end();
}

export interface PensievePlaybackInput extends Pick<SimulationInput, 'video' | 'bandwidth' | 'emit'> {
  readonly startSeconds: number;
  /** Multiplies each delay, round trip included, by a number from U(0.9, 1.1). */
  readonly noise?: Random;
  readonly bufferCapSeconds?: number;
}

/** A session of the reference that goes on chunk by chunk. */
export class PensievePlayback {
  private constructor(
    private readonly session: Session,
    private readonly bandwidth: TraceBandwidth,
    private readonly noise: Random | undefined,
    private readonly bufferCapSeconds: number,
    private linkSeconds: number,
    private linkKilobits: number,
  ) {}

  /** Begins a session; chunk 0 has come when it is made. */
  static begin({ video, bandwidth, emit, startSeconds, noise, ...rest }: PensievePlaybackInput) {
    const { bufferCapSeconds = BUFFER_CAP_SECONDS } = rest;
    const session = new Session(video, bufferCapSeconds, emit);
    const linkKilobits = bandwidth.kilobitsBy(startSeconds);
    const playback = new PensievePlayback(
      ...([session, bandwidth, noise, bufferCapSeconds, startSeconds, linkKilobits] as const),
    );
    const level = Math.min(1, video.ladderKbps.length - 1);
    playback.fetch({ level, reason: 'the first chunk of the reference' });
    return playback;
  }

  /** The same session so far on the same trace, to be played on by itself, with chance and events of its own. */
  fork(emit: (event: SessionEvent) => void, noise: Random | undefined): PensievePlayback {
    const { session, bandwidth, bufferCapSeconds, linkSeconds, linkKilobits } = this;
    return new PensievePlayback(
      ...([session.fork(emit), bandwidth, noise, bufferCapSeconds, linkSeconds, linkKilobits] as const),
    );
  }

  get done(): boolean {
    return this.session.done;
  }

  observe(): Observation {
    return this.session.observe();
  }

  /** Fetches the next chunk at the level decided and sleeps while the buffer is above its cap. */
  fetch(decision: Decision): void {
    const { session, bandwidth, noise } = this;
    if (decision.waitSeconds !== undefined) this.pass(decision.waitSeconds);
    const kilobits = session.request(decision);
    this.linkKilobits += kilobits / PAYLOAD_SHARE;
    const arrivalSeconds = bandwidth.secondsWhen(this.linkKilobits);
    const factor = noise === undefined ? 1 : 0.9 + 0.2 * noise();
    const downloadSeconds = (arrivalSeconds - this.linkSeconds + ROUND_TRIP_SECONDS) * factor;
    session.play(downloadSeconds);
    session.arrive(kilobits, downloadSeconds, ROUND_TRIP_SECONDS * factor);
    this.linkSeconds = arrivalSeconds;
    const sleepSeconds = pensieveSleepSeconds(session.bufferSeconds, this.bufferCapSeconds);
    if (sleepSeconds > 0) this.pass(sleepSeconds);
  }

  end(): void {
    this.session.end();
  }

  /** Nothing is on the link, the trace goes on. */
  private pass(seconds: number): void {
    this.session.play(seconds);
    this.linkSeconds += seconds;
    this.linkKilobits = this.bandwidth.kilobitsBy(this.linkSeconds);
  }
}

/** The start of a random part; the first one begins at the trace's own clock. */
export function randomStartSeconds(bandwidth: TraceBandwidth, random: Random): number {
  const part = Math.floor(random() * bandwidth.partCount);
  return part === 0 ? bandwidth.startSeconds : bandwidth.partStartSeconds(part);
}
