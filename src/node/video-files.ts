import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { parseSizeFiles } from '../core/video-formats/pensieve-sizes';
import { parseSabreMovie } from '../core/video-formats/sabre-movie';
import { parseJson } from '../core/text/json';
import type { Video } from '../core/model/video';
import { PresentationSchema, presentationVideo } from '../shared/presentation';
import { fileFault } from './files';

const sidecar = 'presentation.json';
const largestFile = 64 * 1024 * 1024;

export interface VideoOptions {
  /** For folders of size files, which do not say them themselves. */
  readonly ladderKbps?: readonly number[];
  readonly chunkSeconds?: number;
}

/**
 * The video at a path: a folder of Pensieve size files (their names end in the level), a prepared presentation, or a
 * Sabre movie JSON.
 * @throws Error naming the file, what was expected and what stood there.
 */
export function readVideo(path: string, options: VideoOptions = {}): Video {
  if (!isFolder(path)) {
    return checked(path, parseSabreMovie(basename(path), readText(path)), options);
  }
  if (existsSync(join(path, sidecar))) {
    return checked(path, readPresentation(join(path, sidecar)), options);
  }
  return readSizeFolder(path, options);
}

function readSizeFolder(path: string, options: VideoOptions): Video {
  const names = readdirSync(path).flatMap((name) => {
    const level = /^(?:video_size_)?(\d+)(?:\.txt)?$/.exec(name)?.[1];
    return level === undefined ? [] : [{ name, level: Number(level) }];
  });
  names.sort((a, b) => a.level - b.level);
  if (names.length === 0) {
    throw new Error(`${path}: expected ${sidecar} or size files such as video_size_0, got neither`);
  }
  const files = names.map(({ name }) => ({ name, text: readText(join(path, name)) }));
  return parseSizeFiles({ name: basename(path), files, ...options });
}

function readPresentation(path: string): Video {
  const parsed = v.safeParse(PresentationSchema, parseJson(path, readText(path)));
  if (parsed.success) return presentationVideo(parsed.output);
  const [issue] = parsed.issues;
  throw new Error(`${path}: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
}

/** A video that states its own ladder and chunk duration: options may repeat them, not change them. */
function checked(path: string, video: Video, { ladderKbps, chunkSeconds }: VideoOptions): Video {
  if (ladderKbps && ladderKbps.join() !== video.ladderKbps.join()) {
    throw new Error(
      `${path}: expected no --ladder or its own, ${video.ladderKbps.join()}, got ${ladderKbps.join()}`,
    );
  }
  if (chunkSeconds !== undefined && chunkSeconds !== video.chunkSeconds) {
    throw new Error(
      `${path}: expected no --chunk-seconds or its own, ${video.chunkSeconds}, got ${chunkSeconds}`,
    );
  }
  return video;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new Error(`${path} cannot be read: ${fileFault(error)}`, { cause: error });
  }
}

function readText(path: string): string {
  try {
    const { size } = statSync(path);
    if (size > largestFile) throw new Error(`it has ${size} bytes, at most ${largestFile} are read`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${path} cannot be read: ${fileFault(error)}`, { cause: error });
  }
}
