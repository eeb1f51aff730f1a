import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cellValues, type CellValues } from '../../core/benchmark/cell-values';
import { makeReport } from '../../core/benchmark/report';
import { cellsOf } from '../../core/benchmark/plan';
import type { BenchmarkRun, ListedBenchmark, OpenedBenchmark } from '../../shared/benchmark';
import { bytesOf, removeTree, writeJson } from '../files';
import { childPath } from '../platform/child-path';
import { newestRuns } from '../run-folders';
import { isHeld } from './lock';
import { readManifest, readOutcomes, readReport, readRun, runFiles } from './run-folder';

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

  /** Newest first; folders that hold no readable benchmark are passed over, never removed. */
  list(): Promise<ListedBenchmark[]> {
    return newestRuns(this.folder, (id) => this.listed(id));
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
    await writeJson(runFiles(folder).run, { ...(await readRun(folder)), name } satisfies BenchmarkRun);
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
        const { run: file, lock } = runFiles(folder);
        if (id === runningId || run.state !== 'running' || isHeld(lock)) return listed;
        const done = await playedIn(folder).catch(() => run.done);
        const endedAt = run.endedAt ?? run.startedAt;
        const stopped: BenchmarkRun = { ...run, state: 'stopped', done, endedAt };
        await writeJson(file, stopped);
        return { ...listed, run: stopped };
      }),
    );
  }
}

/** How many traces a benchmark's folder holds; its record says so only when it ends. */
async function playedIn(folder: string): Promise<number> {
  return (await readOutcomes(folder, await readManifest(folder))).length;
}
