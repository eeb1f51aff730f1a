import * as v from 'valibot';
import { idSchema } from './id';
import { MAX_PLAYERS } from './media-server';
import { backendChoiceSchema } from './tensor-backend';
import { defaultServicePort } from './service-state';
import {
  between,
  count,
  kbps,
  kilobits,
  level,
  milliseconds,
  positiveKbps,
  positiveSeconds,
  qoe,
  seconds,
  whole,
} from './numbers';

/** The name of the file of the settings. */
export const settingsFile = 'settings.json';

/** The user's choices. */
export const settingsSchema = v.object({
  theme: v.picklist(['system', 'dark', 'light']),
  bufferCapSeconds: between(8, 60),
  links: v.picklist(['separate', 'shared']),
  loop: v.boolean(),
  /** dash.js' own rules play under our conditions (no fast switch, no abandoning, same start level). */
  sameConditions: v.boolean(),
  qoe: v.picklist(['lin', 'log']),
  libraryLimitGigabytes: between(0.1, 1000),
  algorithms: v.pipe(v.array(v.string()), v.minLength(2), v.maxLength(MAX_PLAYERS)),
  /** The model that `ppo` plays: `default`, or the id of a training run. */
  agent: idSchema,
  /** Where agents are trained; NEURALSTREAM_BACKEND goes over it. */
  backend: backendChoiceSchema,
  /** The inference service is on, and its port. */
  service: v.boolean(),
  servicePort: whole(1, 65_535),
  /** New versions are looked for at each start. */
  updates: v.boolean(),
});

export type Settings = v.InferOutput<typeof settingsSchema>;

/** The settings after so many changes since the start: those of the higher revision are the newer ones. */
export interface RevisedSettings {
  readonly revision: number;
  readonly settings: Settings;
}

export const defaultSettings: Settings = {
  theme: 'system',
  bufferCapSeconds: 20,
  links: 'separate',
  loop: false,
  sameConditions: false,
  qoe: 'lin',
  libraryLimitGigabytes: 10,
  updates: false,
  algorithms: ['ppo', 'buffer-based', 'bola'],
  agent: 'default',
  backend: 'auto',
  service: false,
  servicePort: defaultServicePort,
};

const qoePartsSchema = v.object({
  quality: qoe,
  stall: qoe,
  switches: qoe,
  total: qoe,
});

const summarySchema = v.object({
  chunks: count,
  meanBitrateKbps: kbps,
  switches: count,
  stalls: count,
  stallSeconds: seconds,
  startupSeconds: v.nullable(seconds),
  qoe: qoePartsSchema,
});

const savedPlayerSchema = v.object({
  algorithm: v.string(),
  name: v.string(),
  /** Whose decisions: ours through the custom rule, or dash.js' own. */
  rules: v.picklist(['neuralstream', 'dashjs']),
  chunks: v.array(
    v.object({
      index: count,
      level,
      kilobits,
      downloadSeconds: seconds,
      atSeconds: seconds,
      bufferSeconds: seconds,
      stallSeconds: seconds,
      reason: v.string(),
    }),
  ),
  stalls: v.array(v.object({ fromSeconds: seconds, toSeconds: seconds })),
  /** Buffer over wall time, for the chart. */
  buffer: v.array(v.object({ atSeconds: seconds, bufferSeconds: seconds })),
  summary: summarySchema,
  /** Under the other measure, so that lin and log can both be shown. */
  summaryLog: summarySchema,
});

/** A comparison as it is saved, reopened and exported; the demonstration's session.json is one, too. */
export const savedSessionSchema = v.object({
  version: v.literal(1),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  createdAt: v.string(),
  /** Wall time since the common start. */
  seconds,
  presentation: v.object({
    id: v.string(),
    name: v.string(),
    ladderKbps: v.array(positiveKbps),
    chunkSeconds: positiveSeconds,
  }),
  conditions: v.object({
    bufferCapSeconds: seconds,
    links: v.picklist(['separate', 'shared']),
    loop: v.boolean(),
    sameConditions: v.boolean(),
  }),
  /** Every change of the set bandwidth; kbps null: unlimited. */
  bandwidth: v.array(v.object({ atSeconds: seconds, kbps: v.nullable(kbps), addedLatencyMs: milliseconds })),
  players: v.pipe(v.array(savedPlayerSchema), v.minLength(1), v.maxLength(MAX_PLAYERS)),
  /** Who won and why, in a sentence. */
  verdict: v.string(),
});

export type SavedSession = v.InferOutput<typeof savedSessionSchema>;
export type SavedPlayer = v.InferOutput<typeof savedPlayerSchema>;

export interface SavedSessionHead {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly seconds: number;
  readonly presentationName: string;
  readonly players: readonly { algorithm: string; name: string; qoe: number }[];
}
