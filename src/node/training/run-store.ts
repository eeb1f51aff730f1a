import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListedRun, OpenedRun, TrainingRun } from '../../shared/training';
import { bytesOf, removeTree, writeJson } from '../files';
import { modelPlace, readModel } from '../models';
import { policyExtension } from '../opened-path';
import { childPath } from '../platform/child-path';
import type { DamagedItem } from '../platform/damaged';
import { listRuns, removeRun, unlessRunning } from '../run-folders';
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
    const lines = readRunLines(this.folderOf(id));
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

  /** Copies a run's model into a new folder under `into`; returns it. */
  async exportModel(id: string, into: string): Promise<string> {
    const { run } = await this.listed(id);
    const name = run.name.replace(/[^\p{L}\p{N} ._-]/gu, '-').trim() || id;
    const target = join(into, name);
    if (existsSync(target)) throw new Error(`${target} is there already; choose another folder`);
    await cp(modelPlace(runFiles(this.folderOf(id)).model), target, { recursive: true });
    // Opened from the file manager, it takes in the model that it lies beside.
    await writeJson(join(target, `${name}${policyExtension}`), { policy: 'policy.json' });
    return target;
  }

  /** Takes a model's folder in as a run that is over. @throws Error when it holds no model that can be read. */
  async importModel(from: string): Promise<ListedRun> {
    const { policy } = readModel(from);
    const id = this.newId();
    const folder = this.folderOf(id);
    const half = `${folder}.half`;
    try {
      await mkdir(half, { recursive: true });
      await cp(modelPlace(from), runFiles(half).model, { recursive: true });
      await writeRun(half, importedRun(policy));
      await rename(half, folder);
    } finally {
      await removeTree(half);
    }
    return this.listed(id);
  }
}

function stoppedByCrash(run: TrainingRun): TrainingRun {
  if (!isUnderWay(run)) return run;
  return { ...run, state: 'stopped', endedAt: run.endedAt ?? run.startedAt };
}
