import * as v from 'valibot';
import type { SessionEvent } from '../core/model/session-events';
import type { BandwidthStep } from '../core/trace/recorder';
import { traceSchema, type StoredTrace } from './trace';
import { count, kbps, kilobits, level, positiveKbps, positiveSeconds, qoe, seconds } from './numbers';

/** One session of a benchmark, played again for its timeline. */
export interface ReplayedSession {
  /** Requests carry the reasons of the decisions. */
  readonly events: readonly SessionEvent[];
  /** The trace as it was played; `playTrace` takes it for a comparison. */
  readonly trace: StoredTrace;
  /** What the link could carry, as steps over the session's time. */
  readonly capacity: readonly BandwidthStep[];
  readonly ladderKbps: readonly number[];
  readonly chunkSeconds: number;
  /** Mean QoE per chunk, as in the report. */
  readonly qoe: number;
}

const chunk = { atSeconds: seconds, chunkIndex: count, level };

const eventSchema: v.GenericSchema<unknown, SessionEvent> = v.variant('type', [
  v.object({ type: v.literal('chunk-requested'), ...chunk, reason: v.string(), bufferSeconds: seconds }),
  v.object({
    type: v.literal('chunk-downloaded'),
    ...chunk,
    ...{ kilobits, downloadSeconds: positiveSeconds, firstByteSeconds: seconds, bufferSeconds: seconds },
  }),
  v.object({ type: v.literal('chunk-abandoned'), ...chunk, deliveredKilobits: kilobits }),
  v.object({ type: v.literal('started'), atSeconds: seconds, startupSeconds: seconds }),
  v.object({ type: v.literal('stalled'), atSeconds: seconds }),
  v.object({ type: v.literal('resumed'), atSeconds: seconds, stallSeconds: seconds }),
  v.object({ type: v.literal('ended'), atSeconds: seconds }),
]);

/** As it comes from the process that played it. */
export const replayedSessionSchema: v.GenericSchema<unknown, ReplayedSession> = v.object({
  events: v.array(eventSchema),
  trace: traceSchema,
  capacity: v.array(v.object({ atSeconds: seconds, kbps })),
  ladderKbps: v.array(positiveKbps),
  chunkSeconds: positiveSeconds,
  qoe,
});
