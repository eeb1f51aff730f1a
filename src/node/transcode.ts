import { existsSync } from 'node:fs';
import { access, constants, writeFile } from 'node:fs/promises';
import { basename, dirname, join, parse, resolve } from 'node:path';
import { fitLadder, ladders, type LadderLevel } from '../core/model/ladder';
import type { Presentation, TranscodeProgress, VideoInfo } from '../shared/presentation';
import { Cancelled, FfmpegFailure, stopIfCancelled } from './ffmpeg/faults';
import { probe } from './ffmpeg/probe';
import { runFfmpeg } from './ffmpeg/run';
import { canToneMap } from './ffmpeg/tone-map';
import { fileFault } from './files';
import { chunkFrames, encodeOptions, inputOptions, manifestName, type EncodePlan } from './transcode/args';
import { writeHlsPlaylists } from './transcode/hls';
import { folderBytes, measure, type Measured } from './transcode/measure';
import { makePoster, posterName } from './transcode/poster';
import { makeFolder, sweepFolders } from './platform/work-folder';
import { writeJsonFile } from './platform/checksum';

/** The sidecar's file name, beside the manifest. */
export const presentationName = 'presentation.json';

export interface TranscodeOptions {
  /** Path of the video to cut. */
  input: string;
  ladder?: readonly LadderLevel[];
  /** Wanted duration of a chunk in seconds, 1 to 10. */
  chunkSeconds?: number;
  /** Folder to make; it must not exist. It appears whole (atomic rename) or not at all. */
  outFolder: string;
  /** Unix niceness of FFmpeg, so that players and the media server go first. */
  niceness?: number;
  signal?: AbortSignal;
  onProgress?: (progress: TranscodeProgress) => void;
}

/**
 * Cuts a video into a DASH presentation with its sidecar, and HLS playlists of the same chunks.
 * @throws Error of one sentence that names the file and the cause; its name is AbortError if the signal ended it.
 */
export async function transcode(options: TranscodeOptions): Promise<Presentation> {
  const { input, ladder = ladders.default, chunkSeconds = 2, signal, onProgress } = options;
  if (!(chunkSeconds >= 1 && chunkSeconds <= 10)) {
    throw new Error(`chunkSeconds must be from 1 to 10, got ${chunkSeconds}`);
  }
  const outFolder = resolve(options.outFolder);
  if (existsSync(outFolder)) throw new Error(`"${basename(outFolder)}" exists already; name a new folder`);
  onProgress?.({ stage: 'reading', share: 0, fps: null, speed: null, secondsLeft: null });
  const info = await probe(input, signal);
  const levels = fitLadder(ladder, info);
  const toneMap = info.hdr && (await canToneMap());
  try {
    await sweepFolders(dirname(outFolder));
    const plan = { info, levels, chunkSeconds, toneMap };
    return await makeFolder(outFolder, (folder) =>
      fill(folder, plan, options).catch(async (error: unknown) => {
        await checkRoom(folder);
        throw error;
      }),
    );
  } catch (error) {
    if (error instanceof Cancelled || signal?.aborted) throw new Cancelled(info.path);
    throw new Error(`"${basename(info.path)}" cannot be prepared: ${await cause(error, info)}`, {
      cause: error,
    });
  }
}

async function fill(folder: string, plan: EncodePlan, options: TranscodeOptions): Promise<Presentation> {
  const { signal, niceness, onProgress } = options;
  const { info } = plan;
  await runFfmpeg({
    input: { protocol: 'file', path: info.path, options: inputOptions },
    options: encodeOptions(plan),
    output: manifestName,
    folder,
    subject: info.path,
    totalSeconds: info.durationSeconds,
    niceness,
    signal,
    onProgress,
  });
  onProgress?.({ stage: 'finishing', share: 1, fps: null, speed: null, secondsLeft: 0 });
  const measured = await measure(folder, plan.levels);
  checkDuration(measured, info);
  await writeHlsPlaylists(folder, measured);
  await makePoster(folder, measured, signal);
  const presentation = await describe(folder, plan, measured);
  await writeJsonFile(join(folder, presentationName), presentation);
  stopIfCancelled(signal, info.path);
  return presentation;
}

async function describe(folder: string, plan: EncodePlan, measured: Measured): Promise<Presentation> {
  return {
    version: 1,
    name: parse(plan.info.path).name,
    createdAt: new Date().toISOString(),
    source: plan.info,
    chunkSeconds: chunkFrames(plan).gopSeconds,
    ...measured,
    manifest: manifestName,
    poster: posterName,
    bytes: await folderBytes(folder),
  };
}

/** FFmpeg may end well, or with any message, on a full disk: whether a megabyte can still be written tells. */
async function checkRoom(folder: string): Promise<void> {
  await writeFile(join(folder, 'room'), Buffer.alloc(2 ** 20));
}

/** FFmpeg ends well where a file breaks off, so what it made is held against what the file promised. */
function checkDuration({ durationSeconds }: Measured, info: VideoInfo): void {
  const missing = info.durationSeconds - durationSeconds;
  if (missing > 2 && missing > 0.1 * info.durationSeconds) {
    const [got, promised] = [durationSeconds, info.durationSeconds].map((seconds) => seconds.toFixed(0));
    throw new Error(`it is damaged or cut short (${got} of ${promised} s can be read)`);
  }
}

/** The cause as the end of a sentence; a source that went away meanwhile is the cause of whatever FFmpeg says. */
async function cause(error: unknown, { path }: VideoInfo): Promise<string> {
  if (error instanceof FfmpegFailure && error.killedBy) return error.message;
  const readable = await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
  return readable ? fileFault(error) : 'the file is no longer there';
}
