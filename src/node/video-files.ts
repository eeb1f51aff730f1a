import { readdirSync, statSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseJson } from '../core/text/json';
import { shownName } from '../core/text/quote';
import { parseSizeFiles } from '../core/video-formats/pensieve-sizes';
import { parseSabreMovie } from '../core/video-formats/sabre-movie';
import type { Video } from '../core/model/video';
import { checkForeign } from '../shared/foreign';
import { PresentationSchema, presentationVideo } from '../shared/presentation';
import { fileFault } from './files';
import { shownFile } from './platform/file-kinds';
import { readForeignText } from './platform/foreign-file';
import { readForeignTextSync } from './platform/foreign-file-sync';

const sidecar = 'presentation.json';
const kind = 'video of sizes';

export interface VideoOptions {
  /** For folders of size files, which do not say them themselves. */
  readonly ladderKbps?: readonly number[];
  readonly chunkSeconds?: number;
}

/**
 * The video at a path: a folder of Pensieve size files (their names end in the level), a prepared presentation, or a
 * Sabre movie JSON. For the command and for processes that nobody waits for.
 * @throws Error naming the file, what was expected and what stood there.
 */
export function readVideo(path: string, options: VideoOptions = {}): Video {
  const names = folderNamesSync(path);
  if (names === null) return movieOf(path, readForeignTextSync(path, kind), options);
  const own = join(path, sidecar);
  if (names.includes(sidecar)) {
    return checked(path, presentationOf(own, readForeignTextSync(own, 'presentation')), options);
  }
  const files = sizeFileNames(path, names).map((name) => ({
    ...{ name, text: readForeignTextSync(join(path, name), kind) },
  }));
  return parseSizeFiles({ name: basename(path), files, ...options });
}

/** The same without holding the process up. */
export async function openVideo(path: string, options: VideoOptions = {}): Promise<Video> {
  const names = await folderNames(path);
  if (names === null) return movieOf(path, await readForeignText(path, kind), options);
  const own = join(path, sidecar);
  if (names.includes(sidecar)) {
    return checked(path, presentationOf(own, await readForeignText(own, 'presentation')), options);
  }
  const files = await Promise.all(
    sizeFileNames(path, names).map(async (name) => ({
      ...{ name, text: await readForeignText(join(path, name), kind) },
    })),
  );
  return parseSizeFiles({ name: basename(path), files, ...options });
}

/** What is in a folder; null of a file. */
function folderNamesSync(path: string): string[] | null {
  try {
    return statSync(path).isDirectory() ? readdirSync(path) : null;
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function folderNames(path: string): Promise<string[] | null> {
  try {
    return (await stat(path)).isDirectory() ? await readdir(path) : null;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The size files among the names of a folder, the lowest level first. */
function sizeFileNames(folder: string, names: readonly string[]): string[] {
  const files = names.flatMap((name) => {
    const level = /^(?:video_size_)?(\d+)(?:\.txt)?$/.exec(name)?.[1];
    return level === undefined ? [] : [{ name, level: Number(level) }];
  });
  files.sort((a, b) => a.level - b.level);
  if (files.length > 0) return files.map(({ name }) => name);
  throw new Error(
    `${shownName(folder)}: expected ${sidecar} or size files such as video_size_0, got neither`,
  );
}

function movieOf(path: string, text: string, options: VideoOptions): Video {
  return checked(path, parseSabreMovie(basename(path), text), options);
}

function presentationOf(path: string, text: string): Video {
  const name = shownFile(path, 'presentation');
  const presentation = checkForeign(PresentationSchema, parseJson(name, text));
  if (presentation.success) return presentationVideo(presentation.output);
  throw new Error(`${name}: ${presentation.problem}`);
}

/** A video that states its own ladder and chunk duration: options may repeat them, not change them. */
function checked(path: string, video: Video, { ladderKbps, chunkSeconds }: VideoOptions): Video {
  if (ladderKbps && ladderKbps.join() !== video.ladderKbps.join()) {
    throw new Error(
      `${shownName(path)}: expected no --ladder or its own, ${video.ladderKbps.join()}, got ${ladderKbps.join()}`,
    );
  }
  if (chunkSeconds !== undefined && chunkSeconds !== video.chunkSeconds) {
    throw new Error(
      `${shownName(path)}: expected no --chunk-seconds or its own, ${video.chunkSeconds}, got ${chunkSeconds}`,
    );
  }
  return video;
}

function unreadable(path: string, error: unknown): Error {
  return new Error(`${shownName(path)} cannot be read: ${fileFault(error)}`, { cause: error });
}
