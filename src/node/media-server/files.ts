import { quote, quoteName } from '../../core/text/quote';
import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';

/** What a presentation is made of; nothing else of its folder is served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.mpd': 'application/dash+xml',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.m4s': 'video/iso.segment',
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.m4a': 'audio/mp4',
  '.webm': 'video/webm',
  '.vtt': 'text/vtt',
};

/** A file that may be served. */
export interface ServedFile {
  readonly realPath: string;
  readonly contentType: string;
}

/** The presentation's files by the id that a URL names them with, and its manifest's id. */
export interface ServedFolder {
  readonly files: ReadonlyMap<string, ServedFile>;
  readonly manifestId: string;
}

/**
 * Lists what may be served from a folder, once. A request can only name an entry of this list, so that no path is
 * ever built from a URL; links that lead out of the folder are left out.
 */
export async function servedFolder(folder: string): Promise<ServedFolder> {
  if (!path.isAbsolute(folder)) throw new Error(`presentationFolder must be absolute, got ${quote(folder)}`);
  const root = await realpath(folder).catch(() => {
    throw new Error(`the presentation's folder ${quoteName(folder)} cannot be read`);
  });
  const files = new Map<string, ServedFile>();
  await collect(root, '', files);
  const manifestId = [...files.keys()].find((id) => /^[^/]+\.mpd$/.test(id));
  if (manifestId === undefined) throw new Error(`no DASH manifest (.mpd) in ${quoteName(folder)}`);
  return { files, manifestId };
}

async function collect(root: string, prefix: string, files: Map<string, ServedFile>): Promise<void> {
  for (const entry of await readdir(path.join(root, prefix), { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const id = prefix + entry.name;
    if (entry.isDirectory()) await collect(root, `${id}/`, files);
    else {
      const contentType = contentTypes[path.extname(entry.name).toLowerCase()];
      const real = await realpath(path.join(root, id)).catch(() => null);
      if (contentType && real?.startsWith(root + path.sep)) files.set(id, { realPath: real, contentType });
    }
  }
}
