import { shownName } from '../../core/text/quote';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { BenchmarkManifest } from '../../core/benchmark/manifest';
import type { BenchmarkPlan } from '../../core/benchmark/plan';
import type { TraceOutcome } from '../../core/benchmark/played';
import { makeReport, type BenchmarkReport } from '../../core/benchmark/report';
import type { BenchmarkEvent, BenchmarkRun, BenchmarkState } from '../../shared/benchmark';
import { updateJson } from '../platform/update-json';
import { runAlone } from '../run-folders';
import { readData } from './data';
import { playRest, prepare, type PreparedBenchmark } from './engine';
import { checkSame, type BenchmarkMaker } from './manifest';
import { dropHalfLine, OutcomeLog } from './outcome-log';
import { readManifest, readOutcomes, readRun, runFiles } from './run-folder';
import { writeJsonFile } from '../platform/checksum';
import { sentenceOf } from '../platform/sentence';

export interface FolderRunOptions {
  readonly folder: string;
  /** What to play; `resume` goes on with what the folder holds. */
  readonly work:
    | { readonly type: 'plan'; readonly plan: BenchmarkPlan }
    /** Its plan again, over the same data or not at all. */
    | { readonly type: 'manifest'; readonly manifest: BenchmarkManifest }
    | { readonly type: 'resume' };
  readonly maker: BenchmarkMaker;
  readonly threads: number;
  readonly workerFile: string;
  readonly perChunkFolder?: string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: BenchmarkEvent) => void;
}

export interface FolderRunResult {
  readonly state: BenchmarkState;
  readonly manifest: BenchmarkManifest;
  readonly outcomes: readonly TraceOutcome[];
  readonly report: BenchmarkReport;
}

/**
 * A benchmark that keeps itself in a folder as it goes: cancelled or killed, it can be gone on with. When it is aborted, what was
 * played by then is reported.
 * @throws Error, a sentence, when it cannot begin or go on; the folder's run.json then says so too.
 */
export async function runInFolder(options: FolderRunOptions): Promise<FolderRunResult> {
  const { folder, work } = options;
  const files = runFiles(folder);
  if (work.type === 'resume') await readManifest(folder);
  return runAlone(folder, 'a benchmark is running', async () => {
    if (work.type !== 'resume' && existsSync(files.manifest)) {
      throw new Error(
        `${shownName(folder)} holds a benchmark already; go on with it, or choose another folder`,
      );
    }
    const { prepared, done } = await (work.type === 'resume'
      ? prepareAgain(options)
      : prepareNew(options, work));
    return play(options, prepared, done);
  });
}

interface Beginning {
  readonly prepared: PreparedBenchmark;
  readonly done: readonly TraceOutcome[];
}

async function prepareNew(
  options: FolderRunOptions,
  work: Exclude<FolderRunOptions['work'], { type: 'resume' }>,
): Promise<Beginning> {
  const plan = work.type === 'plan' ? work.plan : work.manifest.plan;
  const prepared = await readAndPrepare(options, plan);
  if (work.type === 'manifest') checkSame(work.manifest, prepared.manifest);
  await writeJsonFile(runFiles(options.folder).manifest, prepared.manifest, 'benchmark manifest');
  return { prepared, done: [] };
}

async function prepareAgain(options: FolderRunOptions): Promise<Beginning> {
  const { folder } = options;
  const files = runFiles(folder);
  const manifest = await readManifest(folder);
  const prepared = await readAndPrepare(options, manifest.plan);
  checkSame(manifest, prepared.manifest);
  await dropHalfLine(files.sessions);
  await rm(files.report, { force: true }); // of an earlier end
  return { prepared: { ...prepared, manifest }, done: await readOutcomes(folder, manifest) };
}

async function readAndPrepare(
  { maker, onEvent, signal, perChunkFolder }: FolderRunOptions,
  plan: BenchmarkPlan,
): Promise<PreparedBenchmark> {
  const data = await readData(plan, { signal, onRead: (traces) => onEvent({ type: 'reading', traces }) });
  return prepare(plan, data, maker, perChunkFolder);
}

async function play(
  { folder, threads, workerFile, signal, onEvent }: FolderRunOptions,
  { manifest, job }: PreparedBenchmark,
  done: readonly TraceOutcome[],
): Promise<FolderRunResult> {
  const outcomes = [...done];
  const broken = new AbortController();
  const stop = (): void => broken.abort();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const log = new OutcomeLog(runFiles(folder).sessions, stop);
  const record = await RunRecord.begin(folder, manifest, outcomes.length);
  const keep = (outcome: TraceOutcome): void => {
    outcomes.push(outcome);
    log.add(outcome);
  };
  try {
    try {
      await playRest({ job, done, threads, workerFile, signal: broken.signal, keep, onEvent });
    } catch (error) {
      if (!broken.signal.aborted) throw error;
    }
    await log.close();
    const state = signal.aborted && outcomes.length < record.all ? 'stopped' : 'finished';
    const report = makeReport(manifest, outcomes);
    await writeJsonFile(runFiles(folder).report, report, 'benchmark report');
    await record.end(state, outcomes.length, null);
    return { state, manifest, outcomes, report };
  } catch (error) {
    const problem = sentenceOf(error);
    await log.close().catch(() => undefined); // the first failure tells more
    await record.end('failed', outcomes.length, problem).catch(() => undefined);
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** run.json, kept up. The name is the user's to change meanwhile. */
class RunRecord {
  readonly all: number;

  static async begin(folder: string, manifest: BenchmarkManifest, done: number): Promise<RunRecord> {
    const before = existsSync(runFiles(folder).run) ? await readRun(folder) : null;
    const all = makeReport(manifest, []).planned;
    const record = new RunRecord(folder, {
      version: 1,
      name: before?.name ?? manifest.plan.name,
      startedAt: before?.startedAt ?? new Date().toISOString(),
      ...{ endedAt: null, state: 'running', problem: null, done, all },
      videos: manifest.videos.map(({ name }) => name),
      traceSets: manifest.traceSets.map(({ name }) => name),
      algorithms: manifest.algorithms.map(({ name }) => name),
    });
    await record.write();
    return record;
  }

  private constructor(
    private readonly folder: string,
    private run: BenchmarkRun,
  ) {
    this.all = run.all;
  }

  async end(state: BenchmarkState, done: number, problem: string | null): Promise<void> {
    this.run = { ...this.run, state, done, problem, endedAt: new Date().toISOString() };
    await this.write();
  }

  private async write(): Promise<void> {
    const stored = (): Promise<BenchmarkRun> => readRun(this.folder).catch(() => this.run);
    this.run = await updateJson(runFiles(this.folder).run, stored, ({ name }) => ({ ...this.run, name }));
  }
}
