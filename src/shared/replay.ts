import * as v from 'valibot';
import type { SessionEvent } from '../core/session/events';
import { traceSchema, type StoredTrace } from './stored';

/** One session of a benchmark, played again for its timeline. */
export interface ReplayedSession {
  /** Requests carry the reasons of the decisions. */
  readonly events: readonly SessionEvent[];
  /** The trace as it was played; `playTrace` takes it for a comparison. */
  readonly trace: StoredTrace;
  readonly ladderKbps: readonly number[];
  readonly chunkSeconds: number;
  /** Mean QoE per chunk, as in the report. */
  readonly qoe: number;
}

const number = v.number();
const chunk = { atSeconds: number, chunkIndex: number, level: number };

const eventSchema: v.GenericSchema<unknown, SessionEvent> = v.variant('type', [
  v.object({ type: v.literal('chunk-requested'), ...chunk, reason: v.string(), bufferSeconds: number }),
  v.object({
    type: v.literal('chunk-downloaded'),
    ...chunk,
    ...{ kilobits: number, downloadSeconds: number, firstByteSeconds: number, bufferSeconds: number },
  }),
  v.object({ type: v.literal('chunk-abandoned'), ...chunk, deliveredKilobits: number }),
  v.object({ type: v.literal('started'), atSeconds: number, startupSeconds: number }),
  v.object({ type: v.literal('stalled'), atSeconds: number }),
  v.object({ type: v.literal('resumed'), atSeconds: number, stallSeconds: number }),
  v.object({ type: v.literal('ended'), atSeconds: number }),
]);

/** As it comes from the process that played it. */
export const replayedSessionSchema: v.GenericSchema<unknown, ReplayedSession> = v.object({
  events: v.array(eventSchema),
  trace: traceSchema,
  ladderKbps: v.array(number),
  chunkSeconds: number,
  qoe: number,
});
