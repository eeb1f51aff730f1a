import * as v from 'valibot';
import type { Trace } from '../../core/trace/bandwidth';
import {
  LinkStatisticsSchema,
  MAX_PLAYERS,
  MovesSchema,
  OpenedSessionSchema,
  type BandwidthSetting,
  type LinkStatistics,
  type Moves,
  type OpenedSession,
  type SessionOptions,
} from '../../shared/media-server';
import { storedTrace } from '../../shared/trace';
import { Line } from './line';
import type { ChildPort } from '../child-port';

/** The media server in its own process, seen from the process that started it. */
export interface MediaServer {
  /** One origin for each player position (http://127.0.0.1:port), for the page's connect-src. */
  readonly origins: readonly string[];
  openSession(options: SessionOptions): Promise<OpenedSession>;
  /** Makes this moment second 0: counters, moves and a playing trace begin anew. */
  startClock(sessionId: string): Promise<void>;
  /** Acts inside a chunk; ends a trace that plays. */
  setBandwidth(sessionId: string, bandwidth: BandwidthSetting): Promise<void>;
  /** Plays from second 0 if the clock has not been started, else from now; without loop its end holds. */
  playTrace(sessionId: string, trace: Trace, options: { loop: boolean }): Promise<void>;
  /** Ends the trace; the capacity of this moment holds. */
  stopTrace(sessionId: string): Promise<void>;
  /** Every step since second 0; core's traceOfSteps makes a trace of it. */
  moves(sessionId: string): Promise<Moves>;
  stats(sessionId: string): Promise<LinkStatistics>;
  closeSession(sessionId: string): Promise<void>;
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>;
  /** About five times a second for each open session. Returns what ends the subscription. */
  onStatistics(listener: (statistics: LinkStatistics) => void): () => void;
  /** The process ended without stop(). Every open call has been refused with the same error. */
  onDied(listener: (error: Error) => void): () => void;
}

export interface MediaServerOptions {
  /** Starts out/main/media-server.cjs: utilityPort(utilityProcess.fork(...)) or forkNode(...). */
  fork: () => ChildPort;
  /** A port for each player position; 0 takes a free one. */
  ports?: readonly number[];
  startTimeoutMs?: number;
}

/** Starts the media server's process and waits until it listens. */
export async function startMediaServer({
  fork,
  ports = new Array<number>(MAX_PLAYERS).fill(0),
  startTimeoutMs = 15_000,
}: MediaServerOptions): Promise<MediaServer> {
  const line = new Line(fork());
  try {
    await within(startTimeoutMs, line.untilReady());
    const origins = await line.ask({ type: 'listen', ports: [...ports] }, v.array(v.string()));
    return api(line, origins);
  } catch (error) {
    await line.end();
    throw error;
  }
}

function api(line: Line, origins: readonly string[]): MediaServer {
  return {
    origins,
    openSession: (options) => line.ask({ type: 'openSession', options }, OpenedSessionSchema),
    startClock: (sessionId) => line.ask({ type: 'startClock', sessionId }, v.void()),
    setBandwidth: (sessionId, bandwidth) =>
      line.ask({ type: 'setBandwidth', sessionId, bandwidth }, v.void()),
    playTrace: (sessionId, trace, { loop }) =>
      line.ask({ type: 'playTrace', sessionId, trace: storedTrace(trace), loop }, v.void()),
    stopTrace: (sessionId) => line.ask({ type: 'stopTrace', sessionId }, v.void()),
    moves: (sessionId) => line.ask({ type: 'moves', sessionId }, MovesSchema),
    stats: (sessionId) => line.ask({ type: 'stats', sessionId }, LinkStatisticsSchema),
    closeSession: (sessionId) => line.ask({ type: 'closeSession', sessionId }, v.void()),
    stop: () => line.end(),
    onStatistics: (listener) => line.statistics.add(listener),
    onDied: (listener) => line.died.add(listener),
  };
}

async function within(timeoutMs: number, promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`the media server did not start within ${timeoutMs / 1000} s`);
    timer = setTimeout(() => reject(error), timeoutMs);
  });
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
