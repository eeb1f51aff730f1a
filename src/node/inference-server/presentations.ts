import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { LibraryEntry } from '../../shared/presentation';
import { readEntry } from '../library/entries';
import { servedFolder, type ServedFile } from '../media-server/files';
import { presentationName } from '../transcode';
import { RequestFault } from './route';

/** A prepared video that the player's page may play. */
export interface ServedPresentation extends Pick<LibraryEntry, 'presentation' | 'lastUsedAt'> {
  /** Stands for its folder, which no request learns. */
  readonly id: string;
  readonly folder: string;
}

/** The prepared videos in some folders: each a library, any folder of presentations, or a presentation itself. */
export class Presentations {
  /** What may be served of each, listed when its first file is asked for. */
  private readonly files = new Map<string, ReadonlyMap<string, ServedFile>>();

  constructor(private readonly folders: readonly string[]) {}

  /** Those that can be played, the last used first. */
  async list(): Promise<ServedPresentation[]> {
    const folders = (await Promise.all(this.folders.map(presentationFolders))).flat();
    const entries = await Promise.all(folders.map(readOne));
    const whole = entries.filter((entry) => entry !== null);
    return whole.sort((a, b) => b.lastUsedAt.localeCompare(a.lastUsedAt) || a.id.localeCompare(b.id));
  }

  /** @throws RequestFault 404. */
  async get(id: string): Promise<ServedPresentation> {
    const found = (await this.list()).find((entry) => entry.id === id);
    if (!found) throw new RequestFault(404, 'there is no such presentation');
    return found;
  }

  /** A file of a presentation. @throws RequestFault 404. */
  async file(id: string, name: string): Promise<ServedFile> {
    const files = this.files.get(id) ?? (await servedFolder((await this.get(id)).folder)).files;
    this.files.set(id, files);
    const file = files.get(name);
    if (!file) throw new RequestFault(404, 'the presentation has no such file');
    return file;
  }
}

async function presentationFolders(folder: string): Promise<string[]> {
  if (existsSync(join(folder, presentationName))) return [folder];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  return folders.filter((inner) => existsSync(join(inner, presentationName)));
}

/** null for one that is broken or half made. */
async function readOne(path: string): Promise<ServedPresentation | null> {
  try {
    const folder = await realpath(path);
    const { presentation, lastUsedAt } = await readEntry(dirname(folder), basename(folder));
    const id = createHash('sha256').update(folder).digest('hex').slice(0, 16);
    return { id, folder, presentation, lastUsedAt };
  } catch {
    return null;
  }
}
