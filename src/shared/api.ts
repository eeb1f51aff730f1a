import type * as v from 'valibot';
import type { LadderLevel } from '../core/model/ladder';
import type { Trace } from '../core/trace/bandwidth';
import type { BenchmarkEvent } from './benchmark';
import type { BenchmarkApi } from './benchmark-api';
import type { Damaged } from './damaged';
import type { LicenceHead } from './licences';
import type { LinkStatistics } from './media-server';
import type { Inference } from './inference';
import type { Model } from './policy';
import type { BackendChoice } from './tensor-backend';
import type { ListedRun, OpenedRun, TrainingEvent } from './training';
import type { OpenedPath } from './opened-path';
import type { LibraryEntry, OpenedVideo } from './presentation';
import type { requestSchemas } from './requests';
import type { Demo } from './demo';
import type { ServiceState } from './service-state';
import type { RevisedSettings, SavedSession, SavedSessionHead } from './stored';
import type { Skipped, TraceHead, TraceProgress, TraceSetHead, TraceWork } from './traces';

/** What a call takes: written once, as its schema in requests.ts. */
type Request<Name extends keyof typeof requestSchemas> = v.InferOutput<(typeof requestSchemas)[Name]>;

/** Every call that the window can make. A new one is a line here, a schema in requests.ts, a function in main/calls. */
export interface Api extends BenchmarkApi {
  appInfo(request: Request<'appInfo'>): AppInfo;
  /** Everything of others inside the application; the texts of their licences come one at a time. */
  listLicences(request: Request<'listLicences'>): LicenceHead[];
  readLicence(request: Request<'readLicence'>): string;
  readSettings(request: Request<'readSettings'>): RevisedSettings;
  /** Changes the settings named, after the changes asked for before; all of them as they are then. */
  writeSettings(request: Request<'writeSettings'>): RevisedSettings;

  /** What a path stands for: a video, or a file of our own. */
  whatIs(request: Request<'whatIs'>): OpenedPath;
  /** Takes a session's file in, once; its id. */
  importSession(request: Request<'importSession'>): string;
  /** Takes a model's folder into the history of training. */
  importModelFolder(request: Request<'importModelFolder'>): ListedRun;

  /** Shows the system's dialog; null when it is cancelled. */
  chooseVideo(request: Request<'chooseVideo'>): string | null;
  probeVideo(request: Request<'probeVideo'>): OpenedVideo;
  /** Starts a job that makes the sample clip and prepares it. */
  makeSample(request: Request<'makeSample'>): Job;
  /** Starts a job that cuts a video into a ladder. */
  prepareVideo(request: Request<'prepareVideo'>): Job;
  cancelJob(request: Request<'cancelJob'>): void;
  listJobs(request: Request<'listJobs'>): Job[];

  /** What a store holds and cannot be read, each with the reason. */
  listDamaged(request: Request<'listDamaged'>): Damaged[];
  removeDamaged(request: Request<'removeDamaged'>): void;
  /** Puts back what can be read of it. */
  restoreDamaged(request: Request<'restoreDamaged'>): void;

  listLibrary(request: Request<'listLibrary'>): LibraryEntry[];
  removeEntry(request: Request<'removeEntry'>): void;
  showEntry(request: Request<'showEntry'>): void;

  /** Opens a link for each player on the media server. */
  openLinks(request: Request<'openLinks'>): OpenedLinks;
  /** Second 0 of the session: trace playback and recorded moves count from here. */
  startClock(request: Request<'startClock'>): void;
  setBandwidth(request: Request<'setBandwidth'>): void;
  playTrace(request: Request<'playTrace'>): void;
  stopTrace(request: Request<'stopTrace'>): void;
  closeLinks(request: Request<'closeLinks'>): void;

  saveSession(request: Request<'saveSession'>): SavedSessionHead;
  listSessions(request: Request<'listSessions'>): SavedSessionHead[];
  readSession(request: Request<'readSession'>): SavedSession;
  renameSession(request: Request<'renameSession'>): void;
  removeSession(request: Request<'removeSession'>): void;

  /** Keeps a recording of the slider. */
  saveTrace(request: Request<'saveTrace'>): TraceHead;
  readTrace(request: Request<'readTrace'>): Trace;
  /** The user's sets, the recordings and the sets that come with the application. */
  listTraceSets(request: Request<'listTraceSets'>): TraceSetHead[];
  /** One page of a set's traces (`from` counts from 0); the last one is shorter than `traceHeadsPerPage`. */
  readTraceSet(request: Request<'readTraceSet'>): TraceHead[];
  renameTraceSet(request: Request<'renameTraceSet'>): void;
  removeTraceSet(request: Request<'removeTraceSet'>): void;
  /** Starts long work on traces; `trace-job` tells how it goes. */
  startTraceWork(request: Request<'startTraceWork'>): TraceJob;
  cancelTraceJob(request: Request<'cancelTraceJob'>): void;

  /** A model by its id: `default` (that of the application) or a training run's. */
  readModel(request: Request<'readModel'>): Model;
  /** What native TensorFlow.js makes of the inputs of one decision; null where it is not there or not wanted. */
  infer(request: Request<'infer'>): Inference | null;

  readService(request: Request<'readService'>): ServiceState;
  /** Keeps the choice, and tells how the service stands then. */
  switchService(request: Request<'switchService'>): ServiceState;
  copyServiceAddress(request: Request<'copyServiceAddress'>): void;

  /** Newest first. */
  listRuns(request: Request<'listRuns'>): ListedRun[];
  readRun(request: Request<'readRun'>): OpenedRun;
  /** Starts a run; one at a time. */
  startTraining(request: Request<'startTraining'>): ListedRun;
  continueTraining(request: Request<'continueTraining'>): void;
  pauseTraining(request: Request<'pauseTraining'>): void;
  resumeTraining(request: Request<'resumeTraining'>): void;
  /** Ends the run after the iteration under way; its best model stays. */
  stopTraining(request: Request<'stopTraining'>): void;
  /** Id of the run under way; null when none is. */
  trainingNow(request: Request<'trainingNow'>): string | null;
  renameRun(request: Request<'renameRun'>): void;
  removeRun(request: Request<'removeRun'>): void;
  showRun(request: Request<'showRun'>): void;
  /** Copies a run's model into a folder that the user chooses; the path, or null when the dialog is cancelled. */
  exportRun(request: Request<'exportRun'>): string | null;
  /** Writes an agent for other programs into a file that the user chooses; its path, or null when the dialog is cancelled. */
  exportAgent(request: Request<'exportAgent'>): string | null;
  /** Takes a model's folder into the history; null when the dialog is cancelled. */
  importModel(request: Request<'importModel'>): ListedRun | null;
  /** Folders or files of traces, or a folder to export to, that the user chooses; empty when the dialog is cancelled. */
  chooseTraces(request: Request<'chooseTraces'>): string[];

  /** Writes files into a folder or file that the user chooses; the path, or null when the dialog is cancelled. */
  exportFiles(request: Request<'exportFiles'>): string | null;
  /** The window has finished the demonstration (or could not). */
  demoFinished(request: Request<'demoFinished'>): void;
}

/** What main tells the window. */
export interface Events {
  /** A file came by menu, command line, `open-file` or a second launch. */
  'open-path': { path: string };
  job: Job;
  'library-changed': null;
  'link-stats': LinkStatistics;
  /** A menu command for the page that is open. */
  menu: { command: MenuCommand };
  demo: Demo;
  training: { id: string; event: TrainingEvent };
  /** A run has begun, ended or gone. */
  'runs-changed': null;
  'trace-job': TraceJob;
  /** A trace set has come, changed or gone. */
  'traces-changed': null;
  benchmark: { id: string; event: BenchmarkEvent };
  /** A benchmark has begun, ended, changed or gone. */
  'benchmarks-changed': null;
  /** The settings have changed. */
  settings: RevisedSettings;
  /** How the inference service stands has changed. */
  service: ServiceState;
  /** A new version was fetched and is installed at the end. */
  'update-ready': { version: string };
  /** Something failed that no call of the window asked for. */
  fault: { message: string };
}

export type MenuCommand =
  | 'about'
  | 'open'
  | 'sample'
  | 'page-compare'
  | 'page-library'
  | 'page-train'
  | 'page-traces'
  | 'page-bench'
  | 'page-sessions'
  | 'page-settings'
  | 'play-pause'
  | 'restart';

export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  readonly chrome: string;
  readonly platform: string;
  /** The package names a place for updates. */
  readonly canUpdate: boolean;
  /** Native TensorFlow lies here. */
  readonly nativeIsThere: boolean;
  /** The backend that the environment asks for, over the settings. */
  readonly environmentBackend: BackendChoice | null;
  /** Native parts: what each is, where it came from, and what is missing and what to do. */
  readonly parts: readonly {
    name: string;
    ok: boolean;
    version: string;
    source: string;
    problem: string | null;
  }[];
}

/** How long work stands, whatever it does. */
export interface JobState {
  readonly id: string;
  readonly name: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  /** Done part, 0..1. */
  readonly share: number;
  /** What went wrong, in a sentence. */
  readonly problem: string | null;
}

/** What is told of preparing a video. */
export interface PreparingFacts {
  readonly kind: 'sample' | 'prepare';
  readonly fps: number | null;
  readonly speed: number | null;
  readonly secondsLeft: number | null;
  /** The library entry, once done. */
  readonly entryId: string | null;
}

export type Job = JobState & PreparingFacts;

/** What is told of work on traces. */
export interface TraceJobFacts extends TraceProgress {
  readonly kind: TraceWork['type'];
  /** Sets that were made or changed, once done. */
  readonly setIds: readonly string[];
  /** What was passed over, once done or failed (the first thousand). */
  readonly skipped: readonly Skipped[];
}

export type TraceJob = JobState & TraceJobFacts;

export interface PrepareOptions {
  readonly ladder: readonly LadderLevel[];
  readonly chunkSeconds: number;
}

export interface OpenedLinks {
  readonly sessionId: string;
  /** One manifest address for each player. */
  readonly manifestUrls: readonly string[];
}
