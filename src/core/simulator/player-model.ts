import type { AbrAlgorithm } from '../abr/algorithm';
import type { SessionEvent } from '../session/events';
import type { TraceBandwidth } from '../trace/bandwidth';
import type { Video } from '../video';

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

/** The rules of a player: when it asks, waits, starts, stalls and gives up a download. */
export interface PlayerModel {
  readonly id: string;
  readonly bufferCapSeconds: number;
  play(input: SimulationInput): void;
}
