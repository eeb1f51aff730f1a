/**
 * What happens in a session, in order of time, live or simulated. `atSeconds` counts from the session's start (the
 * common start of all players, when live).
 */
export type SessionEvent =
  ChunkRequested | ChunkDownloaded | ChunkAbandoned | Started | Stalled | Resumed | Ended;

export interface ChunkRequested {
  readonly type: 'chunk-requested';
  readonly atSeconds: number;
  readonly chunkIndex: number;
  readonly level: number;
  readonly reason: string;
  readonly bufferSeconds: number;
}

export interface ChunkDownloaded {
  readonly type: 'chunk-downloaded';
  readonly atSeconds: number;
  readonly chunkIndex: number;
  readonly level: number;
  readonly kilobits: number;
  /** From the request to the last byte. */
  readonly downloadSeconds: number;
  readonly firstByteSeconds: number;
  /** After the chunk was added. */
  readonly bufferSeconds: number;
}

/** A download was given up and the chunk is asked for again. */
export interface ChunkAbandoned {
  readonly type: 'chunk-abandoned';
  readonly atSeconds: number;
  readonly chunkIndex: number;
  readonly level: number;
  readonly deliveredKilobits: number;
}

/** The first frame is shown: start-up is over. */
export interface Started {
  readonly type: 'started';
  readonly atSeconds: number;
  readonly startupSeconds: number;
}

export interface Stalled {
  readonly type: 'stalled';
  readonly atSeconds: number;
}

/** A stall ended. It counts for the chunk downloaded last before it. */
export interface Resumed {
  readonly type: 'resumed';
  readonly atSeconds: number;
  readonly stallSeconds: number;
}

export interface Ended {
  readonly type: 'ended';
  readonly atSeconds: number;
}
