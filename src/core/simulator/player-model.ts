import type { AbrAlgorithm } from '../model/algorithm';
import type { SessionEvent } from '../model/session-events';
import type { Trace, TraceBandwidth } from '../trace/bandwidth';
import type { Video } from '../model/video';

/** One session to be simulated. */
export interface SimulationInput {
  readonly video: Video;
  /** Make it once for each trace and use it for all sessions on it. */
  readonly bandwidth: TraceBandwidth;
  /** A new one for each session. */
  readonly algorithm: AbrAlgorithm;
  /** Receives the session's events in order of time. */
  readonly emit: (event: SessionEvent) => void;
}

/** What a player can be told; each model takes some of it (its registry entry says which). */
export interface PlayerOptions {
  readonly bufferCapSeconds?: number;
  /** Before the first byte of each request, beside what the trace states. */
  readonly addedLatencySeconds?: number;
  /** Sent with each chunk, beside its payload. */
  readonly overheadKilobits?: number;
  /** Bitrate of the sound fetched beside the picture; 0 without sound. */
  readonly audioKbps?: number;
}

/** The rules of a player: when it asks, waits, starts, stalls and gives up a download. */
export interface PlayerModel {
  readonly id: string;
  readonly bufferCapSeconds: number;
  play(input: SimulationInput): void;
  /** Without it, a session begins at the trace's first part and the trace runs with the session's clock. */
  linkClock?(trace: Trace): LinkClock;
}

/** How the clock of a trace runs in a session. */
export interface LinkClock {
  /** The second of the trace at which the session begins. */
  readonly startSeconds: number;
  /** How long the trace stands still at the end of each download. */
  readonly pauseSeconds: number;
}
