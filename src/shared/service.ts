import * as v from 'valibot';
import { qoeIds } from '../core/qoe/qoe';
import { UPCOMING_CHUNKS } from '../core/model/video';
import { above, positiveKbps, positiveSeconds, qoe, qoeWeight, seconds, share, whole } from './numbers';

/**
 * What crosses the wire of the inference service, each thing once: requests are parsed by these schemas, and its OpenAPI
 * document is made of them.
 */

/** Most observations of one request, levels of a ladder, downloads of a session, and chunks of a video. */
export const serviceLimits = {
  observations: 64,
  levels: 20,
  downloads: 10_000,
  chunks: 10_000,
} as const;

const most = 1e9;
const count = whole(0, most);
const positiveKilobits = above(0, most);

const ladder = v.pipe(
  v.array(positiveKbps),
  v.minLength(1),
  v.maxLength(serviceLimits.levels),
  v.check(
    (kbps) => kbps.every((rate, level) => level === 0 || rate > kbps[level - 1]),
    'bitrates in kbps, each above the one before',
  ),
  v.description('Bitrates of the levels in kbps, rising.'),
);

const downloadSchema = v.pipe(
  v.strictObject({
    kilobits: positiveKilobits,
    seconds: v.pipe(positiveSeconds, v.description('From the request to the last byte.')),
    firstByteSeconds: v.pipe(seconds, v.description('From the request to the first byte.')),
  }),
  v.description('A finished download of a video chunk.'),
);
const downloads = v.pipe(
  v.array(downloadSchema),
  v.maxLength(serviceLimits.downloads),
  v.description('Every finished download of the session, oldest first.'),
);
const lastLevel = v.pipe(
  v.nullable(count),
  v.description('Level of the chunk before; null before the first.'),
);
const bufferSeconds = v.pipe(seconds, v.description('Seconds of video buffered when asked.'));
const bufferCapSeconds = v.pipe(
  positiveSeconds,
  v.description('Seconds of video that the player keeps at most.'),
);
const chunkIndex = v.pipe(count, v.description('The chunk to choose for, from 0.'));
const chunkSeconds = v.pipe(positiveSeconds, v.description('Duration of a chunk.'));

/** core/model/algorithm.ts' Observation. */
export const observationSchema = v.pipe(
  v.strictObject({
    chunkIndex,
    chunksLeft: v.pipe(whole(1, most), v.description('Chunks still to be chosen, this one included.')),
    chunkSeconds,
    ladderKbps: ladder,
    upcomingChunkKilobits: v.pipe(
      v.nullable(
        v.pipe(v.array(v.array(positiveKilobits)), v.minLength(1), v.maxLength(serviceLimits.observations)),
      ),
      v.description(
        `Sizes in kilobits [step][level] of this chunk (step 0) and those after it, ${UPCOMING_CHUNKS} of them where there are so many; null where sizes are unknown.`,
      ),
    ),
    bufferSeconds,
    bufferCapSeconds,
    lastLevel,
    downloads,
  }),
  v.forward(
    v.check(
      ({ upcomingChunkKilobits, ladderKbps }) =>
        (upcomingChunkKilobits ?? []).every((sizes) => sizes.length === ladderKbps.length),
      'as many sizes in each step as the ladder has levels',
    ),
    ['upcomingChunkKilobits'],
  ),
  v.forward(
    v.check(
      ({ lastLevel: level, ladderKbps }) => level === null || level < ladderKbps.length,
      'null or a level of the ladder, from 0',
    ),
    ['lastLevel'],
  ),
);

/** The measure that the agent plays for: an id, or weights (core/qoe/qoe.ts). */
export const qoeSchema = v.pipe(
  v.union([
    v.picklist(qoeIds),
    v.strictObject({
      quality: v.union([v.picklist(['mbps', 'log']), v.array(qoe)]),
      stallPenaltyPerSecond: qoeWeight,
      switchPenalty: qoeWeight,
    }),
  ]),
  v.description('Quality of experience that the agent plays for; lin unless stated.'),
);

export const modelIdSchema = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(128),
  v.description('A model of GET /v1/models; the first of them unless stated.'),
);

const wanted = { qoe: v.optional(qoeSchema), model: v.optional(modelIdSchema) };

/** One question. */
export const questionSchema = v.strictObject({ observation: observationSchema, ...wanted });
export type Question = v.InferOutput<typeof questionSchema>;

/** Several at once, answered in their order. */
export const questionsSchema = v.strictObject({
  observations: v.pipe(v.array(observationSchema), v.minLength(1), v.maxLength(serviceLimits.observations)),
  ...wanted,
});

/** What the agent chooses, and how sure it is. */
export const decisionSchema = v.strictObject({
  level: v.pipe(count, v.description('The level to ask for, from 0.')),
  probabilities: v.pipe(
    v.nullable(v.array(share)),
    v.description('Of each level; null while nothing has been measured, when the level is 0.'),
  ),
  value: v.pipe(
    v.nullable(qoe),
    v.description(
      "The critic's value: rewards to come, in qualities of the top level; null like probabilities.",
    ),
  ),
  reason: v.string(),
  model: modelIdSchema,
});
export type ServiceDecision = v.InferOutput<typeof decisionSchema>;

export const decisionsSchema = v.strictObject({ decisions: v.array(decisionSchema) });

/** What a session is made with: all that does not change. */
export const sessionRequestSchema = v.pipe(
  v.strictObject({
    chunkSeconds,
    ladderKbps: ladder,
    bufferCapSeconds,
    chunkCount: v.pipe(whole(1, serviceLimits.chunks), v.description('Chunks of the video.')),
    chunkKilobits: v.pipe(
      v.optional(v.nullable(v.array(v.array(positiveKilobits)))),
      v.description('Sizes in kilobits [level][chunk]; null or left out where they are unknown.'),
    ),
    ...wanted,
  }),
  v.forward(
    v.check(
      ({ chunkKilobits, ladderKbps, chunkCount }) =>
        !chunkKilobits ||
        (chunkKilobits.length === ladderKbps.length &&
          chunkKilobits.every((sizes) => sizes.length === chunkCount)),
      'null, or chunkCount sizes for each level of the ladder',
    ),
    ['chunkKilobits'],
  ),
);
export type SessionRequest = v.InferOutput<typeof sessionRequestSchema>;

export const sessionSchema = v.strictObject({
  id: v.string(),
  model: modelIdSchema,
  expiresInSeconds: v.pipe(seconds, v.description('It is forgotten when nothing is asked for so long.')),
});

/** What has changed since the session's last question. */
export const changeSchema = v.strictObject({
  chunkIndex,
  bufferSeconds,
  lastLevel,
  downloads: v.pipe(downloads, v.description('The downloads that were not told before, oldest first.')),
});
export type SessionChange = v.InferOutput<typeof changeSchema>;

export const modelsSchema = v.strictObject({
  models: v.array(
    v.strictObject({
      id: modelIdSchema,
      name: v.string(),
      createdAt: v.pipe(v.string(), v.description('ISO time of the end of its training.')),
      decisions: v.pipe(count, v.description('Decisions that it was trained on.')),
      qoe: v.pipe(v.array(v.string()), v.description('Measures that it was trained for.')),
    }),
  ),
});

export const healthSchema = v.strictObject({
  status: v.literal('ok'),
  version: v.string(),
  models: count,
  sessions: count,
  uptimeSeconds: seconds,
});

/** A refusal: what was wrong, and for input the field, what was expected there and what came. */
export const faultSchema = v.strictObject({
  error: v.strictObject({
    message: v.string(),
    field: v.optional(v.string()),
    expected: v.optional(v.string()),
    received: v.optional(v.string()),
  }),
});
export type FaultBody = v.InferOutput<typeof faultSchema>;
