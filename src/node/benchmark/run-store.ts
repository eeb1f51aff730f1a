import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cellValues, type CellValues } from '../../core/benchmark/cell-values';
import { makeReport } from '../../core/benchmark/report';
import { cellsOf } from '../../core/benchmark/plan';
import type { BenchmarkRun, ListedBenchmark, OpenedBenchmark } from '../../shared/benchmark';
import { bytesOf } from '../files';
import { childPath } from '../platform/child-path';
import type { DamagedItem } from '../platform/damaged';
import { isRunningIn, listRuns, removeRun, unlessRunning } from '../run-folders';
import { damagedRecord } from './damage';
import {
  changeRun,
  isBeingPlayed,
  readManifest,
  readOutcomes,
  readReport,
  readRun,
  runFiles,
} from './run-folder';

/** The history of benchmarks: a folder for each. */
export class BenchmarkStore {
  constructor(private readonly folder: string) {}

  /** Of a new benchmark; its folder is not made yet. */
  newId(): string {
    return randomUUID();
  }

  folderOf(id: string): string {
    return childPath(this.folder, id);
  }

  /** Newest first; `damaged` has the folders that hold no readable benchmark. */
  async list(): Promise<readonly ListedBenchmark[]> {
    return (await listRuns(this.folder, (id) => this.listed(id))).runs;
  }

  /** What of the benchmarks cannot be read; those under way, here or in a command, are left out. */
  async damaged(): Promise<DamagedItem[]> {
    const { unreadable } = await listRuns(this.folder, (id) => this.listed(id));
    return Promise.all(unreadable.map(({ id, error }) => damagedRecord(join(this.folder, id), error)));
  }

  async listed(id: string): Promise<ListedBenchmark> {
    const folder = this.folderOf(id);
    return { id, run: await readRun(folder), bytes: await bytesOf(folder) };
  }

  /** With the report of its last end; where there is none that can be read, one is made of what was played. */
  async open(id: string): Promise<OpenedBenchmark> {
    const folder = this.folderOf(id);
    const [listed, manifest] = [await this.listed(id), await readManifest(folder)];
    const report = await readReport(folder).catch(async () =>
      makeReport(manifest, await readOutcomes(folder, manifest)),
    );
    return { ...listed, manifest, report: { ...report, name: listed.run.name } };
  }

  async cell(id: string, cell: number): Promise<CellValues> {
    const folder = this.folderOf(id);
    const manifest = await readManifest(folder);
    const cells = cellsOf(manifest.plan).length;
    if (cell >= cells) throw new Error(`expected a cell from 0 to ${cells - 1}, got ${cell}`);
    return cellValues(manifest, await readOutcomes(folder, manifest), cell);
  }

  async rename(id: string, name: string): Promise<void> {
    await changeRun(this.folderOf(id), (run) => ({ ...run, name }));
  }

  /** Absent is fine. @throws Error while a process, of the window or a command, plays in it. */
  async remove(id: string): Promise<void> {
    await removeRun(this.folderOf(id), isBeingPlayed);
  }

  /** Removes what a run left that ended before it began; what has a record stays. */
  async removeUnbegun(id: string): Promise<void> {
    if (!existsSync(runFiles(this.folderOf(id)).run)) await this.remove(id);
  }

  /** The list, after it was said of benchmarks that a crash left as running that they were stopped, and where; a command may run others. */
  async settled(): Promise<ListedBenchmark[]> {
    const all = await this.list();
    return Promise.all(
      all.map(async (listed) => {
        const folder = this.folderOf(listed.id);
        if (listed.run.state !== 'running' || (await isRunningIn(folder))) return listed;
        const done = await playedIn(folder).catch(() => listed.run.done);
        const run = await unlessRunning(folder, () =>
          changeRun(folder, (found) => stoppedByCrash(found, done)),
        );
        return { ...listed, run: run ?? listed.run };
      }),
    );
  }
}

function stoppedByCrash(run: BenchmarkRun, done: number): BenchmarkRun {
  if (run.state !== 'running') return run;
  return { ...run, state: 'stopped', done, endedAt: run.endedAt ?? run.startedAt };
}

/** How many traces a benchmark's folder holds; its record says so only when it ends. */
async function playedIn(folder: string): Promise<number> {
  return (await readOutcomes(folder, await readManifest(folder))).length;
}
