import { basename } from 'node:path';
import { Jobs, type JobProgress } from '../node/jobs';
import { openLibrary, type Library } from '../node/library';
import { readSettings } from '../node/settings';
import type { Job, PrepareOptions } from '../shared/api';
import type { TranscodeProgress } from '../shared/presentation';
import { paths } from './paths';
import { playedEntries } from './awake';
import { sampleClip } from './sample';
import { send, showTaskbarProgress } from './window';

let opened: Promise<Library> | null = null;

/** The library of prepared videos, opened when first asked for, and anew when that has failed. */
export function library(): Promise<Library> {
  opened ??= open().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** Applies a changed size limit at once. */
export async function limitLibrary(gigabytes: number): Promise<void> {
  await (await library()).setLimit(gigabytes * 1e9);
}

/** Preparing jobs, shown in the window and on the taskbar. */
export const jobs = new Jobs((job) => {
  send('job', job);
  showTaskbarProgress(job.state === 'running' ? job.share : null);
});

export function startPreparing(path: string, options: PrepareOptions): Job {
  return jobs.start('prepare', basename(path), async (signal, onProgress) => {
    const report = (progress: TranscodeProgress): void => onProgress(progressOf(progress, 0, 1));
    return (await (await library()).prepare(path, options, { signal, onProgress: report })).id;
  });
}

/** Making the clip is the first 15 % of the job, cutting it the rest. */
export function startSample(options: PrepareOptions): Job {
  return jobs.start('sample', 'Sample clip', async (signal, onProgress) => {
    const path = await sampleClip((progress) => onProgress(progressOf(progress, 0, 0.15)), signal);
    const report = (progress: TranscodeProgress): void => onProgress(progressOf(progress, 0.15, 0.85));
    return (await (await library()).prepare(path, options, { signal, onProgress: report })).id;
  });
}

function progressOf(
  { share, fps, speed, secondsLeft }: TranscodeProgress,
  from: number,
  part: number,
): JobProgress {
  return { share: from + part * share, fps, speed, secondsLeft };
}

async function open(): Promise<Library> {
  const { libraryLimitGigabytes } = await readSettings(paths().settings);
  return openLibrary({
    folder: paths().library,
    limitBytes: libraryLimitGigabytes * 1e9,
    isInUse: (id) => playedEntries().includes(id),
    onChange: () => send('library-changed', null),
  });
}
