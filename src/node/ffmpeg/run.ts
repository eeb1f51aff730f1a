import { quoteName } from '../../core/text/quote';
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { promisify } from 'node:util';
import ffmpeg from 'fluent-ffmpeg';
import type { TranscodeProgress } from '../../shared/presentation';
import { fileFault } from '../files';
import { ffmpegExecutable } from './binary';
import { Cancelled, FfmpegFailure } from './faults';
import { progressReader } from './progress';

export interface FfmpegJob {
  /** What is read, with the options before it; null for generated pictures. */
  input: { protocol: 'file' | 'concat'; path: string; options?: readonly string[] } | null;
  /** Everything between input and output. */
  options: readonly string[];
  /** File to write, relative to the folder, overwritten if there; the container follows from its extension. */
  output: string;
  folder: string;
  /** What the job works on, for messages. */
  subject: string;
  /** Duration of the result, for progress. */
  totalSeconds: number;
  /** Unix niceness, so that players and the media server go first. */
  niceness?: number;
  signal?: AbortSignal;
  onProgress?: (progress: TranscodeProgress) => void;
}

type Command = ReturnType<typeof ffmpeg>;

const running = new Set<Command>();
process.once('exit', () => running.forEach((command) => command.kill('SIGKILL')));

/** How many of FFmpeg's messages a failure keeps. */
const keptMessages = 20;

/**
 * Runs FFmpeg once. The only user of fluent-ffmpeg: raw options, because its `-f` check breaks with FFmpeg 7.
 * @throws Cancelled when the signal fires, else FfmpegFailure.
 */
export async function runFfmpeg(job: FfmpegJob): Promise<void> {
  const { signal, subject } = job;
  await checkStarts(ffmpegExecutable());
  if (signal?.aborted) throw new Cancelled(subject);
  return new Promise((resolve, reject) => {
    const messages: string[] = [];
    const command = makeCommand(job, messages);
    const stop = () => command.kill('SIGKILL');
    const finish = (settle: () => void) => {
      running.delete(command);
      signal?.removeEventListener('abort', stop);
      settle();
    };
    running.add(command);
    signal?.addEventListener('abort', stop);
    // The process exists only now: an earlier abort found nothing to kill.
    command.on('start', () => signal?.aborted && stop());
    command.on('end', () => finish(resolve));
    command.on('error', (error: Error) =>
      finish(() => reject(signal?.aborted ? new Cancelled(subject) : failure(error, messages))),
    );
    command.run();
  });
}

/** fluent-ffmpeg throws where nobody can catch it if the program cannot be started. */
async function checkStarts(executable: string): Promise<void> {
  try {
    if (isAbsolute(executable)) await access(executable, constants.X_OK);
    else await promisify(execFile)(executable, ['-version']);
  } catch (error) {
    throw new Error(
      `FFmpeg (${quoteName(executable)}) cannot be started: ${fileFault(error)}; run the set-up again`,
      {
        cause: error,
      },
    );
  }
}

function makeCommand(job: FfmpegJob, messages: string[]): Command {
  const reader = progressReader(job.totalSeconds);
  const command = ffmpeg({ cwd: job.folder, niceness: job.niceness ?? 0 });
  command.setFfmpegPath(ffmpegExecutable());
  if (job.input) {
    command.input(`${job.input.protocol}:${job.input.path}`);
    if (job.input.options) command.inputOptions(...job.input.options);
  }
  const quiet = ['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error', '-progress', 'pipe:2'];
  command.outputOptions(...quiet, ...job.options).output(job.output);
  command.on('stderr', (line: string) => {
    const meaning = reader.read(line);
    if (meaning === 'part') return;
    if (meaning !== 'message') return job.onProgress?.(meaning);
    if (line.trim() === '') return;
    messages.push(line.trim());
    if (messages.length > keptMessages) messages.shift();
  });
  return command;
}

function failure(error: Error, messages: readonly string[]): Error {
  const killed = /was killed with signal (\w+)/.exec(error.message);
  if (killed || /exited with code/.test(error.message)) {
    return new FfmpegFailure(killed ? killed[1] : null, messages);
  }
  return new FfmpegFailure(null, [`it cannot be started (${error.message})`]);
}
