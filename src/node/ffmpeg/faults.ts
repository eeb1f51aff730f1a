import { basename } from 'node:path';

/** FFmpeg ended without success: by which signal, if any, and its last messages. */
export class FfmpegFailure extends Error {
  constructor(
    readonly killedBy: string | null,
    readonly messages: readonly string[],
  ) {
    super(ffmpegCause(killedBy, messages));
    this.name = 'FfmpegFailure';
  }
}

/** A job that its AbortSignal ended; its name is AbortError, as everywhere in Node. */
export class Cancelled extends Error {
  constructor(path: string) {
    super(`"${basename(path)}" was cancelled`);
    this.name = 'AbortError';
  }
}

/** Throws Cancelled if the signal has fired. */
export function stopIfCancelled(signal: AbortSignal | undefined, path: string): void {
  if (signal?.aborted) throw new Cancelled(path);
}

const knownCauses: readonly (readonly [RegExp, string])[] = [
  [/No space left on device|Disk quota exceeded/i, 'the disk is full'],
  [/Read-only file system/i, 'the disk is read-only'],
  [/Permission denied|Operation not permitted/i, 'permission was denied'],
  [/No such file or directory/i, 'the file or its folder is no longer there'],
  [/moov atom not found/i, 'it is damaged or cut short'],
  [/Invalid data found/i, 'it is damaged, or in a format that FFmpeg cannot read'],
  [/Input\/output error/i, 'the disk reports a read or write error'],
  [/Unknown encoder|Encoder .* not found/i, 'this FFmpeg has no H.264 or AAC encoder'],
];

/** Why FFmpeg failed, as the end of a sentence. */
export function ffmpegCause(killedBy: string | null, messages: readonly string[]): string {
  if (killedBy) return `FFmpeg was stopped from outside (${killedBy})`;
  const known = knownCauses.find(([pattern]) => messages.some((message) => pattern.test(message)));
  if (known) return known[1];
  const last = messages[messages.length - 1];
  return last
    ? `FFmpeg says: ${last.replace(/\s*\[[^\]]*@ 0x[0-9a-f]+\]\s*/g, '')}`
    : 'FFmpeg gave no reason';
}
