import { basename } from 'node:path';
import { Jobs } from '../node/jobs';
import { openLibrary, type Library } from '../node/library';
import { StartedOnce } from '../node/platform/started-once';
import { readSettings } from '../node/settings';
import type { Job, PreparingFacts, PrepareOptions } from '../shared/contract/library';
import type { TranscodeProgress } from '../shared/presentation';
import { paths } from './paths';
import { playedEntries } from './awake';
import { sampleClip } from './sample';
import { send, showTaskbarProgress } from './window';

const opened = new StartedOnce(open);

/** The library of prepared videos, opened when first asked for, and anew when that has failed. */
export function library(): Promise<Library> {
  return opened.get();
}

/** Applies a changed size limit at once. */
export async function limitLibrary(gigabytes: number): Promise<void> {
  await (await library()).setLimit(gigabytes * 1e9);
}

/** Preparing jobs, shown in the window and on the taskbar. */
export const jobs = new Jobs<PreparingFacts>((job) => {
  send('job', job);
  showTaskbarProgress(job.state === 'running' ? job.share : null);
});

export function startPreparing(path: string, options: PrepareOptions): Job {
  return jobs.start(basename(path), begun('prepare'), async (signal, onProgress) => {
    const report = (progress: TranscodeProgress): void => onProgress(progressOf(progress, 0, 1));
    return made(await (await library()).prepare(path, options, { signal, onProgress: report }));
  });
}

/** Making the clip is the first 15 % of the job, cutting it the rest. */
export function startSample(options: PrepareOptions): Job {
  return jobs.start('Sample clip', begun('sample'), async (signal, onProgress) => {
    const path = await sampleClip((progress) => onProgress(progressOf(progress, 0, 0.15)), signal);
    const report = (progress: TranscodeProgress): void => onProgress(progressOf(progress, 0.15, 0.85));
    return made(await (await library()).prepare(path, options, { signal, onProgress: report }));
  });
}

function begun(kind: PreparingFacts['kind']): PreparingFacts {
  return { kind, fps: null, speed: null, secondsLeft: null, entryId: null };
}

function made({ id }: { id: string }): Pick<PreparingFacts, 'secondsLeft' | 'entryId'> {
  return { secondsLeft: 0, entryId: id };
}

function progressOf(
  { share, fps, speed, secondsLeft }: TranscodeProgress,
  from: number,
  part: number,
): Pick<Job, 'share' | 'fps' | 'speed' | 'secondsLeft'> {
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
