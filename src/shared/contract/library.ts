import * as v from 'valibot';
import { idSchema as id } from '../id';
import { between, chunkSeconds, notNegative, share, whole } from '../numbers';
import { LibraryEntrySchema, type OpenedVideo } from '../presentation';
import { done, nothing, path, stated } from './entry';

/** Long work that main does for the window. */
export const jobStateSchema = v.object({
  id: v.string(),
  name: v.string(),
  state: v.picklist(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** Share that is done. */
  share,
  /** What went wrong, in a sentence. */
  problem: v.nullable(v.string()),
});
export type JobState = v.InferOutput<typeof jobStateSchema>;

const preparingFactsSchema = v.object({
  kind: v.picklist(['sample', 'prepare']),
  fps: v.nullable(notNegative),
  speed: v.nullable(notNegative),
  secondsLeft: v.nullable(notNegative),
  /** The library entry, once done. */
  entryId: v.nullable(v.string()),
});
export type PreparingFacts = v.InferOutput<typeof preparingFactsSchema>;

/** The preparation of a video. */
const jobSchema = v.object({ ...jobStateSchema.entries, ...preparingFactsSchema.entries });
export type Job = v.InferOutput<typeof jobSchema>;

const level = v.object({ kbps: between(16, 200_000), width: whole(16, 8192), height: whole(16, 8192) });
const prepareOptionsSchema = v.object({
  ladder: v.pipe(v.array(level), v.minLength(1), v.maxLength(10)),
  chunkSeconds,
});
export type PrepareOptions = v.InferOutput<typeof prepareOptionsSchema>;

/** Videos: opened, prepared and kept. */
export const libraryContract = {
  /** Shows the system's dialog; null when it is cancelled. */
  chooseVideo: { request: nothing, response: v.nullable(path) },
  probeVideo: { request: v.object({ path }), response: stated<OpenedVideo>() },
  /** Starts a job that makes the sample clip and prepares it. */
  makeSample: { request: prepareOptionsSchema, response: jobSchema },
  /** Starts a job that cuts a video into a ladder. */
  prepareVideo: { request: v.object({ path, ...prepareOptionsSchema.entries }), response: jobSchema },
  cancelJob: { request: v.object({ id }), response: done },
  listJobs: { request: nothing, response: v.array(jobSchema) },
  listLibrary: { request: nothing, response: v.array(LibraryEntrySchema) },
  removeEntry: { request: v.object({ id }), response: done },
  showEntry: { request: v.object({ id }), response: done },
};

export const libraryEvents = {
  job: jobSchema,
  'library-changed': v.null(),
};
