import type { TraceOutcome } from '../../core/benchmark/played';
import { makeReport } from '../../core/benchmark/report';
import { readData } from './data';
import { playRest, prepare } from './engine';
import type { FolderRunOptions, FolderRunResult } from './folder-run';
import { checkSame } from './manifest';

interface MemoryRunOptions extends Omit<FolderRunOptions, 'folder' | 'work'> {
  readonly work: Exclude<FolderRunOptions['work'], { type: 'resume' }>;
}

/** A benchmark that leaves nothing on the disk. @throws Error, a sentence, when it cannot be run, or was stopped. */
export async function runInMemory(options: MemoryRunOptions): Promise<FolderRunResult> {
  const { work, maker, perChunkFolder, threads, workerFile, signal, onEvent } = options;
  const plan = work.type === 'plan' ? work.plan : work.manifest.plan;
  const data = await readData(plan, { signal, onRead: (traces) => onEvent({ type: 'reading', traces }) });
  const { manifest, job } = prepare(plan, data, maker, perChunkFolder);
  if (work.type === 'manifest') checkSame(work.manifest, manifest);
  const outcomes: TraceOutcome[] = [];
  const keep = (outcome: TraceOutcome): void => void outcomes.push(outcome);
  await playRest({ job, done: [], threads, workerFile, signal, keep, onEvent });
  return { state: 'finished', manifest, outcomes, report: makeReport(manifest, outcomes) };
}
