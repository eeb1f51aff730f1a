import * as v from 'valibot';
import { qoeIds } from '../core/qoe/qoe';
import { benchmarkRequests } from './benchmark';
import { damagedRequests } from './damaged';
import { exportTargetIds } from './exports';
import { fileNameSchema, idSchema as id } from './id';
import { inferenceInputSchema } from './inference';
import { BandwidthSettingSchema, playerCountSchema } from './media-server';
import { trainingRequestSchema } from './training';
import { savedSessionSchema, settingsSchema } from './stored';
import { traceSchema } from './trace';
import { traceWorkSchema } from './traces';
import { between, chunkSeconds, count, whole } from './numbers';

const nothing = v.optional(v.null(), null);
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
const level = v.object({
  kbps: between(16, 200_000),
  width: whole(16, 8192),
  height: whole(16, 8192),
});
const ladder = v.pipe(v.array(level), v.minLength(1), v.maxLength(10));

/** The schema of each call's argument: main parses every request by it, in one place (main/ipc.ts). */
export const requestSchemas = {
  appInfo: nothing,
  listLicences: nothing,
  readLicence: v.object({ name: label, version: label }),
  readSettings: nothing,
  writeSettings: v.partial(settingsSchema),
  whatIs: v.object({ path }),
  importSession: v.object({ path }),
  importModelFolder: v.object({ folder: path }),
  chooseVideo: nothing,
  probeVideo: v.object({ path }),
  makeSample: v.object({ ladder, chunkSeconds }),
  prepareVideo: v.object({ path, ladder, chunkSeconds }),
  cancelJob: v.object({ id }),
  listJobs: nothing,
  ...damagedRequests,
  listLibrary: nothing,
  removeEntry: v.object({ id }),
  showEntry: v.object({ id }),
  openLinks: v.object({
    entryId: id,
    playerCount: playerCountSchema,
    links: v.picklist(['separate', 'shared']),
    ...BandwidthSettingSchema.entries,
  }),
  startClock: v.object({ sessionId: id }),
  setBandwidth: v.object({ sessionId: id, ...BandwidthSettingSchema.entries }),
  playTrace: v.object({ sessionId: id, trace: traceSchema, loop: v.boolean() }),
  stopTrace: v.object({ sessionId: id }),
  closeLinks: v.object({ sessionId: id }),
  saveSession: savedSessionSchema,
  listSessions: nothing,
  readSession: v.object({ id }),
  renameSession: v.object({ id, name: label }),
  removeSession: v.object({ id }),
  saveTrace: traceSchema,
  readTrace: v.object({ id }),
  listTraceSets: nothing,
  readTraceSet: v.object({ id, from: count }),
  renameTraceSet: v.object({ id, name: label }),
  removeTraceSet: v.object({ id }),
  startTraceWork: traceWorkSchema,
  cancelTraceJob: v.object({ id }),
  readModel: v.object({ model: id }),
  infer: v.object({ model: id, version: v.string(), input: inferenceInputSchema }),
  readService: nothing,
  switchService: v.object({ on: v.boolean(), port: settingsSchema.entries.servicePort }),
  copyServiceAddress: nothing,
  listRuns: nothing,
  readRun: v.object({ id }),
  startTraining: trainingRequestSchema,
  /** Goes on with a run that was stopped or cut off. */
  continueTraining: v.object({ id }),
  pauseTraining: nothing,
  resumeTraining: nothing,
  stopTraining: nothing,
  trainingNow: nothing,
  renameRun: v.object({ id, name: label }),
  removeRun: v.object({ id }),
  showRun: v.object({ id }),
  exportRun: v.object({ id }),
  exportAgent: v.object({
    model: id,
    target: v.picklist(exportTargetIds),
    qoe: v.nullable(v.picklist(qoeIds)),
  }),
  importModel: nothing,
  chooseTraces: v.object({ what: v.picklist(['files', 'folders', 'target']) }),
  ...benchmarkRequests,
  chooseSizes: nothing,
  runManifest: nothing,
  cancelBenchmark: nothing,
  benchmarkNow: nothing,
  listBenchmarks: nothing,
  exportFiles: v.object({
    /** One file: a save dialog; several: a folder is chosen, in which nothing is overwritten. */
    files: v.pipe(
      v.array(
        v.object({ name: fileNameSchema, encoding: v.picklist(['utf8', 'base64']), content: v.string() }),
      ),
      v.minLength(1),
      v.maxLength(20),
    ),
  }),
  demoFinished: v.object({ session: v.nullable(savedSessionSchema), problem: v.nullable(v.string()) }),
};

export type RequestName = keyof typeof requestSchemas;
