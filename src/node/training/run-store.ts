import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { quoteName } from '../../core/text/quote';
import type { ListedRun, OpenedRun, TrainingRun } from '../../shared/training';
import { bytesOf, writeJson } from '../files';
import { parseModel, policyFileName } from '../model-files';
import { modelPlace, readModelFiles, writeModelFiles } from '../models';
import { isTaken } from '../new-files';
import { policyExtension } from '../opened-path';
import { childPath, childPlace } from '../platform/child-path';
import type { DamagedItem } from '../platform/damaged';
import { sentenceOf } from '../platform/sentence';
import { makeFolder, sweepFolders } from '../platform/work-folder';
import { listRuns, removeRun, unlessRunning } from '../run-folders';
import { fileName } from '../text-files';
import { damagedRecord } from './damage';
import { importedRun } from './imported-run';
import { learningCurve, thinned } from './learning-curve';
import {
  changeRun,
  isBeingTrained,
  isUnderWay,
  readEvaluations,
  readRun,
  readRunLines,
  runFiles,
  writeRun,
} from './run-folder';

/** Points of a curve that the window is given. */
const shownPoints = 400;

/** Training history: a folder for each run. */
export class RunStore {
  constructor(private readonly folder: string) {}

  /** A folder for a new run; not made yet. */
  newId(): string {
    return randomUUID();
  }

  folderOf(id: string): string {
    return childPath(this.folder, id);
  }

  /** Newest first; `damaged` has the folders that hold no readable run. */
  async list(): Promise<readonly ListedRun[]> {
    return (await listRuns(this.folder, (id) => this.listed(id))).runs;
  }

  /** What of the runs cannot be read; those under way, here or in a command, are left out. */
  async damaged(): Promise<DamagedItem[]> {
    const { unreadable } = await listRuns(this.folder, (id) => this.listed(id));
    return Promise.all(unreadable.map(({ id, error }) => damagedRecord(join(this.folder, id), error)));
  }

  async listed(id: string): Promise<ListedRun> {
    return { ...(await this.head(id)), curve: learningCurve(await readEvaluations(this.folderOf(id))) };
  }

  async open(id: string): Promise<OpenedRun> {
    const lines = await readRunLines(this.folderOf(id));
    const iterations = lines.flatMap((line) => (line.type === 'iteration' ? [line.metrics] : []));
    const evaluations = lines.flatMap((line) => (line.type === 'evaluation' ? [line.evaluation] : []));
    const curve = learningCurve(evaluations);
    return { ...(await this.head(id)), curve, iterations: thinned(iterations, shownPoints), evaluations };
  }

  /** What a list tells of a run without its metrics. */
  private async head(id: string): Promise<Omit<ListedRun, 'curve'>> {
    const folder = this.folderOf(id);
    const run = await readRun(folder);
    const hasModel = existsSync(modelPlace(runFiles(folder).model));
    return { id, run, hasModel, bytes: await bytesOf(folder) };
  }

  async rename(id: string, name: string): Promise<void> {
    await changeRun(this.folderOf(id), (run) => ({ ...run, name }));
  }

  /** Absent is fine. @throws Error while a process, of the window or a command, trains in it. */
  async remove(id: string): Promise<void> {
    await removeRun(this.folderOf(id), isBeingTrained);
  }

  /** The list, after it was said of runs that a crash left as running that they were stopped; a command may train others. */
  async settled(): Promise<ListedRun[]> {
    const all = await this.list();
    return Promise.all(
      all.map(async (listed) => {
        if (!isUnderWay(listed.run)) return listed;
        const folder = this.folderOf(listed.id);
        const run = await unlessRunning(folder, () => changeRun(folder, stoppedByCrash));
        return { ...listed, run: run ?? listed.run };
      }),
    );
  }

  /** Copies a run's model into a new folder under `into`, which is there whole or not at all; returns it. */
  async exportModel(id: string, into: string): Promise<string> {
    const { run } = await this.listed(id);
    const name = fileName(run.name.replace(/[^\p{L}\p{N} ._-]/gu, '-').trim() || id);
    const target = childPlace(into, name);
    if (await isTaken(target))
      throw new Error(`${quoteName(target)} is there already; choose another folder`);
    const files = await readModelFiles(runFiles(this.folderOf(id)).model);
    parseModel(files, quoteName(run.name));
    await sweepFolders(into);
    await makeFolder(target, async (half) => {
      await writeModelFiles(half, files);
      // Opened from the file manager, it takes in the model that it lies beside.
      await writeJson(join(half, `${name}${policyExtension}`), { policy: policyFileName });
    });
    return target;
  }

  /**
   * Takes a model in as a run that is over: the files that a model has, and nothing else of its folder.
   * @throws Error, a sentence, when it is no model that can be read and kept; then nothing of it stays.
   */
  async importModel(from: string): Promise<ListedRun> {
    const files = await readModelFiles(from);
    const { policy } = parseModel(files, quoteName(from));
    const id = this.newId();
    await makeFolder(this.folderOf(id), async (half) => {
      await writeModelFiles(runFiles(half).model, files);
      await writeRun(half, importedRun(policy));
      await readRun(half).catch((error: unknown) => {
        const problem = sentenceOf(error);
        throw new Error(`the model in ${quoteName(from)} cannot be kept: ${problem}`, { cause: error });
      });
    });
    return this.listed(id);
  }

  /** Removes what imports left that were cut off by the end of their process. */
  sweep(): Promise<void> {
    return sweepFolders(this.folder);
  }
}

function stoppedByCrash(run: TrainingRun): TrainingRun {
  if (!isUnderWay(run)) return run;
  return { ...run, state: 'stopped', endedAt: run.endedAt ?? run.startedAt };
}
