import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cellValues, type CellValues } from '../../core/benchmark/cell-values';
import { makeReport } from '../../core/benchmark/report';
import { cellsOf } from '../../core/benchmark/plan';
import type { BenchmarkRun, ListedBenchmark, OpenedBenchmark } from '../../shared/benchmark';
import { bytesOf, removeTree } from '../files';
import { childPath } from '../platform/child-path';
import type { DamagedItem } from '../platform/damaged';
import { listRuns } from '../run-folders';
import { damagedRecord } from './damage';
import { isHeld } from './lock';
import { readManifest, readOutcomes, readReport, readRun, runFiles, writeRun } from './run-folder';

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
  async damaged(runningId: string | null): Promise<DamagedItem[]> {
    const { unreadable } = await listRuns(this.folder, (id) => this.listed(id));
    const folders = unreadable.map(({ id, error }) => ({ id, error, folder: join(this.folder, id) }));
    const settled = folders.filter(({ id, folder }) => id !== runningId && !isHeld(runFiles(folder).lock));
    return Promise.all(settled.map(({ folder, error }) => damagedRecord(folder, error)));
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
    const folder = this.folderOf(id);
    await writeRun(folder, { ...(await readRun(folder)), name });
  }

  remove(id: string): Promise<void> {
    return removeTree(this.folderOf(id));
  }

  /** Removes what a run left that ended before it began; what has a record stays. */
  async removeUnbegun(id: string): Promise<void> {
    if (!existsSync(runFiles(this.folderOf(id)).run)) await this.remove(id);
  }

  /** The list, after it was said of benchmarks that a crash left as running that they were stopped, and where; a command may run others. */
  async settled(runningId: string | null): Promise<ListedBenchmark[]> {
    const all = await this.list();
    return Promise.all(
      all.map(async (listed) => {
        const { id, run } = listed;
        const folder = this.folderOf(id);
        const { lock } = runFiles(folder);
        if (id === runningId || run.state !== 'running' || isHeld(lock)) return listed;
        const done = await playedIn(folder).catch(() => run.done);
        const endedAt = run.endedAt ?? run.startedAt;
        const stopped: BenchmarkRun = { ...run, state: 'stopped', done, endedAt };
        await writeRun(folder, stopped);
        return { ...listed, run: stopped };
      }),
    );
  }
}

/** How many traces a benchmark's folder holds; its record says so only when it ends. */
async function playedIn(folder: string): Promise<number> {
  return (await readOutcomes(folder, await readManifest(folder))).length;
}
