import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { electronPart, withDisplay } from '../scripts/launch.mjs';
import { placeInspectable } from '../scripts/package/inspectable.mjs';
import { packagePlaces } from '../scripts/package/places.mjs';
import { root } from '../scripts/setup/places.mjs';
import { forgetFiles } from './startup/file-cache';
import { startOnce, type Start } from './startup/start-once';
import { writeEmptyApp } from './startup/empty-app';
import { largestFiles, sizesByPart } from './startup/sizes';

/**
 * How long the application takes from the start of its process to a usable window (lists read, page drawn), what memory it
 * holds then, and what the package weighs. Its peer is an Electron that shows an empty page, in turn in the same run.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' } },
  allowPositionals: true,
});
const work = mkdtempSync(join(tmpdir(), 'neuralstream-startup-'));

function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const row = (cells: readonly string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(12) : cell.padStart(12))).join('');

async function measureStarts(): Promise<void> {
  const { executable } = electronPart();
  const apps = {
    'empty page': { executable, args: [writeEmptyApp(work)] },
    checkout: { executable, args: [root] },
    packaged: { executable: await placeInspectable(join(work, 'packaged')), args: [] },
  };
  const starts: Record<string, Start[]> = {};
  const cold: Record<string, Start | null> = {};
  for (const [name, app] of Object.entries(apps)) cold[name] = forgetFiles() ? await startOnce(app) : null;
  for (let round = 0; round < Number(values.rounds); round++)
    for (const [name, app] of Object.entries(apps)) (starts[name] ??= []).push(await startOnce(app));
  const medians = (name: string, figure: (start: Start) => number): number =>
    median(starts[name].map(figure));
  console.log(row(['', 'start ms', 'from', 'to', 'ratio', 'uncached ms', 'memory MB']));
  for (const name of Object.keys(apps)) {
    const times = starts[name].map(({ milliseconds }) => milliseconds);
    const ratio = median(times) / medians('empty page', ({ milliseconds }) => milliseconds);
    const figures = [median(times), Math.min(...times), Math.max(...times)].map((value) => value.toFixed(0));
    const first = cold[name]?.milliseconds.toFixed(0) ?? '-';
    const memory = medians(name, ({ megabytes }) => megabytes).toFixed(0);
    console.log(row([name, ...figures, ratio.toFixed(2), first, memory]));
  }
  const [before, own] = ['untilScript', 'inWindow'].map((part) =>
    medians('packaged', (start) =>
      part === 'untilScript' ? start.untilPage : start.milliseconds - start.untilPage,
    ),
  );
  console.log(
    `packaged: ${before.toFixed(0)} ms until the page begins, ${own.toFixed(0)} ms until it is usable\n`,
  );
}

function printSizes(): void {
  const { folder } = packagePlaces();
  console.log('part of the package                      MB');
  for (const { part, bytes } of sizesByPart(folder))
    console.log(`${part.padEnd(36)} ${(bytes / 1e6).toFixed(1).padStart(6)}`);
  console.log('\nten largest files                        MB');
  for (const { file, bytes } of largestFiles(folder, 10))
    console.log(`${(bytes / 1e6).toFixed(1).padStart(43)}  ${file}`);
}

try {
  await withDisplay(async (display: { DISPLAY?: string }) => {
    Object.assign(process.env, display);
    await measureStarts();
  });
  printSizes();
} finally {
  rmSync(work, { recursive: true, force: true });
}
