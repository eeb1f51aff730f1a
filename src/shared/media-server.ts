import * as v from 'valibot';
import { MAX_ADDED_LATENCY_MS, UNLIMITED_KBPS } from '../core/trace/presets';
import {
  between,
  count,
  kbps,
  kilobits,
  messageId,
  milliseconds,
  notNegative,
  port,
  seconds,
  share,
  whole,
} from './numbers';
import { traceSchema } from './trace';

/** How many players a session can have; each has a port of its own, since a browser allows six connections to one. */
export const MAX_PLAYERS = 4;

export const playerCountSchema = whole(1, MAX_PLAYERS);

const sessionId = v.pipe(v.string(), v.minLength(1));

/** What the user sets: capacity (null is unlimited, 0 is offline) and the wait before each request's first byte. */
export const BandwidthSettingSchema = v.object({
  kbps: v.nullable(between(0, UNLIMITED_KBPS)),
  addedLatencyMs: between(0, MAX_ADDED_LATENCY_MS),
});
export type BandwidthSetting = v.InferOutput<typeof BandwidthSettingSchema>;

export const SessionOptionsSchema = v.object({
  /** Absolute path of the folder that holds the manifest and the chunks. */
  presentationFolder: v.pipe(v.string(), v.minLength(1)),
  playerCount: playerCountSchema,
  /** separate: each player gets the set bandwidth; shared: all players are on one bottleneck. */
  links: v.picklist(['separate', 'shared']),
  bandwidth: BandwidthSettingSchema,
  /** The only origin whose pages may read the answers, such as app://neuralstream. */
  allowedOrigin: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9+.-]*:\/\/[^/\s]+$/)),
});
export type SessionOptions = v.InferOutput<typeof SessionOptionsSchema>;

export const OpenedSessionSchema = v.object({
  sessionId,
  players: v.array(v.object({ manifestUrl: v.string(), linkId: v.string() })),
  /** The origin of each player, in the players' order. */
  origins: v.array(v.string()),
});
export type OpenedSession = v.InferOutput<typeof OpenedSessionSchema>;

/** One step of capacity, counted from second 0 of the session's clock. */
export const BandwidthStepSchema = v.object({
  atSeconds: seconds,
  kbps,
  latencySeconds: seconds,
});

/** Every step since second 0 (slider moves and trace parts alike), and the clock when it was asked. */
export const MovesSchema = v.object({ steps: v.array(BandwidthStepSchema), untilSeconds: seconds });
export type Moves = v.InferOutput<typeof MovesSchema>;

/** What the links of one session have carried. */
export const LinkStatisticsSchema = v.object({
  sessionId,
  /** Seconds on the session's clock, which stands at 0 until it is started. */
  atSeconds: seconds,
  /** The capacity set at this moment (unlimited: UNLIMITED_KBPS) and the latency added to each request. */
  kbps,
  addedLatencyMs: milliseconds,
  /**
   * Capacity since the report before: first the step that held then (a move at the same second replaces it), then every
   * step since. Empty until the clock is started.
   */
  steps: v.array(BandwidthStepSchema),
  players: v.array(
    v.object({
      linkId: v.string(),
      /** Payload handed to the player's connections since second 0. */
      deliveredKilobits: kilobits,
      /** The same over the last second. */
      deliveredKbps: notNegative,
      /** Requests that wait for capacity or are being served. */
      openRequests: count,
    }),
  ),
  /** Jain's index over the players' kilobits since second 0; null on separate links and before the first byte. */
  fairness: v.nullable(share),
});
export type LinkStatistics = v.InferOutput<typeof LinkStatisticsSchema>;

/** What the media server can be asked. */
export const CommandSchema = v.variant('type', [
  v.object({ type: v.literal('listen'), ports: v.array(port) }),
  v.object({ type: v.literal('openSession'), options: SessionOptionsSchema }),
  v.object({ type: v.literal('startClock'), sessionId }),
  v.object({ type: v.literal('setBandwidth'), sessionId, bandwidth: BandwidthSettingSchema }),
  v.object({ type: v.literal('playTrace'), sessionId, trace: traceSchema, loop: v.boolean() }),
  v.object({ type: v.literal('stopTrace'), sessionId }),
  v.object({ type: v.literal('moves'), sessionId }),
  v.object({ type: v.literal('stats'), sessionId }),
  v.object({ type: v.literal('closeSession'), sessionId }),
]);
export type Command = v.InferOutput<typeof CommandSchema>;

/** A command with the number that its answer carries; the command is parsed by itself, so that a bad one is answered. */
export const RequestSchema = v.object({ id: messageId, command: v.unknown() });

/** What comes back from the media server's process. */
export const MessageSchema = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('answer'), id: messageId, result: v.optional(v.unknown()) }),
  v.object({ type: v.literal('failed'), id: messageId, message: v.string() }),
  v.object({ type: v.literal('statistics'), statistics: LinkStatisticsSchema }),
]);
export type Message = v.InferOutput<typeof MessageSchema>;
