import { dirname, extname } from 'node:path';
import { dialog, shell } from 'electron';
import { askBenchmark } from '../../node/benchmark/start';
import { readManifestFile } from '../../node/benchmark/manifest-file';
import { isBeingPlayed, readManifest } from '../../node/benchmark/run-folder';
import { fileName } from '../../node/text-files';
import { openVideo } from '../../node/video-files';
import type { ListedBenchmark, SizedVideo } from '../../shared/benchmark';
import {
  beginBenchmark,
  benchmarkNow,
  benchmarks,
  cancelBenchmark,
  forkBenchmark,
  maker,
} from '../benchmark';
import { benchmarkPlanOf } from '../benchmark-plan';
import type { benchmarkContract } from '../../shared/contract/benchmark';
import type { CallsOf } from '../../shared/contract/entry';
import { paths } from '../paths';
import { send } from '../window';

/** Calls that run benchmarks and keep their history. */
export const benchmarkCalls: CallsOf<typeof benchmarkContract> = {
  async chooseSizes() {
    const { filePaths } = await dialog.showOpenDialog({
      title: 'A Sabre movie (JSON), or one of the size files of a folder',
      properties: ['openFile'],
    });
    return filePaths[0] === undefined ? null : sizedVideo(filePaths[0]);
  },
  async estimateBenchmark(request) {
    const plan = await benchmarkPlanOf(request);
    const answer = await askBenchmark(forkBenchmark, { type: 'estimate', plan, maker: maker() });
    if (answer.type !== 'estimate') throw new Error('the benchmark gave no estimate');
    return answer.estimate;
  },
  async startBenchmark(request) {
    return begin(request.name, { type: 'plan', plan: await benchmarkPlanOf(request) });
  },
  async rerunBenchmark({ id }) {
    const manifest = await readManifest(benchmarks().folderOf(id));
    return begin(manifest.plan.name, { type: 'manifest', manifest });
  },
  async runManifest() {
    const { filePaths } = await dialog.showOpenDialog({
      title: 'The manifest of a benchmark, or its HTML report',
      filters: [{ name: 'Manifest or report', extensions: ['json', 'html'] }],
      properties: ['openFile'],
    });
    if (filePaths[0] === undefined) return null;
    const manifest = await readManifestFile(filePaths[0]);
    return begin(manifest.plan.name, { type: 'manifest', manifest });
  },
  async resumeBenchmark({ id }) {
    const { run } = await benchmarks().listed(id);
    await beginBenchmark(id, run.name, { type: 'resume' });
  },
  cancelBenchmark: () => cancelBenchmark(),
  benchmarkNow: () => benchmarkNow(),
  listBenchmarks: () => benchmarks().settled(),
  readBenchmark: ({ id }) => benchmarks().open(id),
  readBenchmarkCell: ({ id, cell }) => benchmarks().cell(id, cell),
  async replaySession({ id, ...place }) {
    const manifest = await readManifest(benchmarks().folderOf(id));
    const { resources } = paths();
    const answer = await askBenchmark(forkBenchmark, { type: 'replay', manifest, place, resources });
    if (answer.type !== 'replay') throw new Error('the benchmark played no session');
    return answer.session;
  },
  async renameBenchmark({ id, name }) {
    await benchmarks().rename(id, name);
    send('benchmarks-changed', null);
  },
  async removeBenchmark({ id }) {
    // One that is only about to begin does not hold its folder yet.
    if (id === benchmarkNow()?.id) throw new Error(isBeingPlayed);
    await benchmarks().remove(id);
    send('benchmarks-changed', null);
  },
  showBenchmark: ({ id }) => shell.showItemInFolder(benchmarks().folderOf(id)),
  async exportBenchmark({ id, what }) {
    const { run } = await benchmarks().listed(id);
    const defaultPath = `${fileName(run.name)}${what === 'manifest' ? '.manifest.json' : `.${what}`}`;
    const { filePath } = await dialog.showSaveDialog({ title: 'Export the benchmark', defaultPath });
    if (!filePath) return null;
    const folder = benchmarks().folderOf(id);
    await askBenchmark(forkBenchmark, { type: 'export', folder, what, file: filePath });
    return filePath;
  },
};

/** A movie is its file; a size file stands for its folder. */
async function sizedVideo(file: string): Promise<SizedVideo> {
  const path = extname(file).toLowerCase() === '.json' ? file : dirname(file);
  const { name, ladderKbps, chunkSeconds, chunkCount } = await openVideo(path);
  return { path, name, ladderKbps, chunkSeconds, chunks: chunkCount };
}

async function begin(name: string, work: Parameters<typeof beginBenchmark>[2]): Promise<ListedBenchmark> {
  const id = benchmarks().newId();
  try {
    await beginBenchmark(id, name, work);
  } catch (error) {
    await benchmarks().removeUnbegun(id);
    throw error;
  }
  return benchmarks().listed(id);
}
