import type { SessionFigures } from './session';

/** Where the time of a session went; the same session takes another time on another day. */
export interface SessionTiming {
  /** Of the whole session. */
  readonly seconds: number;
  /** Decisions by their microseconds: bucket and count, in turn (core/stats/histogram). */
  readonly decisions: readonly number[];
}

/** One trace of a cell, played by every algorithm. */
export interface PlayedTrace {
  readonly type: 'played';
  /** Number of the cell (core/benchmark/plan). */
  readonly cell: number;
  /** Place in the trace set. */
  readonly trace: number;
  /** In the order of the plan's algorithms, as the timings. */
  readonly sessions: readonly SessionFigures[];
  readonly timings: readonly SessionTiming[];
}

/** One trace of a cell that could not be played. */
export interface FailedTrace {
  readonly type: 'failed';
  readonly cell: number;
  readonly trace: number;
  readonly problem: string;
}

export type TraceOutcome = PlayedTrace | FailedTrace;
