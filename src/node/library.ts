import { mkdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ladders, type LadderLevel } from '../core/model/ladder';
import type { LibraryEntry, TranscodeProgress } from '../shared/presentation';
import { probe } from './ffmpeg/probe';
import { quote, quoteName } from '../core/text/quote';
import { childPath, childPlace } from './platform/child-path';
import { fileFault } from './files';
import { contentKey } from './library/content-key';
import { damagedChunks, damagedEntry, type FoundDamage } from './library/damage';
import { isEntryId, markUsed, readEntries, readEntry } from './library/entries';
import type { DamagedItem } from './platform/damaged';
import { FileMemory } from './platform/file-memory';
import { LockUnwritable, withLock, type LockOptions } from './platform/lock';
import { Queue } from './library/queue';
import { presentationName, transcode } from './transcode';
import { removeFolder, sweepFolders } from './platform/work-folder';

export interface LibraryOptions {
  /** Folder of the library, made if absent. */
  folder: string;
  /** Bytes above which the least recently used entries go. */
  limitBytes?: number;
  /** Entries that must stay whatever the limit says, such as those being played. */
  isInUse?: (id: string) => boolean;
  /** Called after every change with the entries as they are now. */
  onChange?: (entries: LibraryEntry[]) => void;
}

export interface PrepareSettings {
  ladder?: readonly LadderLevel[];
  chunkSeconds?: number;
}

export interface PrepareRun {
  signal?: AbortSignal;
  onProgress?: (progress: TranscodeProgress) => void;
}

const defaultLimitBytes = 20e9;

/** Players and the media server go before FFmpeg. */
const backgroundNiceness = 10;

/** Opens the library and sweeps what killed processes left half-made. @throws Error if the folder cannot be made. */
export async function openLibrary(options: LibraryOptions): Promise<Library> {
  const folder = resolve(options.folder);
  try {
    await mkdir(folder, { recursive: true });
    await sweepFolders(folder);
  } catch (error) {
    throw new Error(`the library ${quoteName(folder)} cannot be opened: ${fileFault(error)}`, {
      cause: error,
    });
  }
  return new Library({ ...options, folder });
}

/** Prepared videos on the disk, kept by content and settings up to a size; one is prepared at a time. */
export class Library {
  private readonly queue = new Queue();

  private readonly chunkFaults = new FileMemory<FoundDamage | null>();

  private limitBytes: number;

  constructor(private readonly options: LibraryOptions) {
    this.limitBytes = options.limitBytes ?? defaultLimitBytes;
  }

  /** Changes the size limit, which acts at once. */
  async setLimit(limitBytes: number): Promise<void> {
    this.limitBytes = limitBytes;
    await this.makeRoom(null);
    await this.changed();
  }

  /** Absolute path of the library. */
  get folder(): string {
    return this.options.folder;
  }

  /** Entries, the last used first. */
  async list(): Promise<LibraryEntry[]> {
    return (await readEntries(this.folder)).entries;
  }

  /** Folders that look like entries but cannot be used, or not all of it, and why. */
  async damaged(): Promise<DamagedItem[]> {
    const { entries, unreadable } = await readEntries(this.folder);
    const found: (FoundDamage | null)[] = [];
    for (const { id, error } of unreadable) found.push(await damagedEntry(this.folder, id, error));
    for (const entry of entries) found.push(await this.chunkFault(entry));
    return found
      .flatMap((item) => item ?? [])
      .map((item) => ({
        ...item,
        removes: 'what was prepared; the source of the video stays',
        remove: () => this.remove(item.id),
      }));
  }

  /** One entry. @throws Error if there is none or it is damaged. */
  async get(id: string): Promise<LibraryEntry> {
    checkId(id);
    return readEntry(this.folder, id).catch((error: unknown) => {
      throw new Error(`library entry ${quote(id)} cannot be used: ${fileFault(error)}`, { cause: error });
    });
  }

  /** Removes an entry; absent is fine. @throws Error while a process prepares it. */
  async remove(id: string): Promise<void> {
    checkId(id);
    await this.alone(id, {}, () => removeFolder(childPlace(this.folder, id)));
    await this.changed();
  }

  /** Notes that an entry is used now, so that it goes last when room is needed. */
  async touch(id: string): Promise<void> {
    checkId(id);
    await markUsed(this.folder, id, new Date());
    await this.changed();
  }

  /**
   * The entry of a video cut with these settings: at once if it is there, else after its turn in the queue.
   * @throws Error of one sentence with the file and the cause; its name is AbortError if the signal ended it.
   */
  prepare(path: string, settings: PrepareSettings = {}, run: PrepareRun = {}): Promise<LibraryEntry> {
    run.onProgress?.({ stage: 'waiting', share: 0, fps: null, speed: null, secondsLeft: null });
    return this.queue.add(() => this.prepareNow(resolve(path), settings, run), path, run.signal);
  }

  private async prepareNow(input: string, settings: PrepareSettings, run: PrepareRun): Promise<LibraryEntry> {
    const { ladder = ladders.default, chunkSeconds = 2 } = settings;
    await probe(input, run.signal);
    const id = await contentKey(input, { ladder, chunkSeconds });
    if (!(await this.has(id))) {
      const patience = { patienceMs: Infinity, signal: run.signal };
      const prepared = this.alone(id, patience, async () => {
        if (await this.has(id)) return; // another process has prepared it meanwhile
        await removeFolder(childPlace(this.folder, id)).catch((error: unknown) =>
          this.cannotWrite(input, fileFault(error), error),
        );
        const outFolder = childPath(this.folder, id);
        await transcode({ input, ladder, chunkSeconds, outFolder, niceness: backgroundNiceness, ...run });
      });
      await prepared.catch((error: unknown) => {
        if (error instanceof LockUnwritable) return this.cannotWrite(input, error.fault, error);
        throw error;
      });
    }
    await markUsed(this.folder, id, new Date());
    await this.makeRoom(id);
    await this.changed();
    return this.get(id);
  }

  /** Looked for once, as long as no file comes or goes. */
  private chunkFault(entry: LibraryEntry): Promise<FoundDamage | null> {
    const files = [entry.folder, join(entry.folder, presentationName)];
    return this.chunkFaults.of(files, () => damagedChunks(entry));
  }

  private async has(id: string): Promise<boolean> {
    return readEntry(this.folder, id).then(
      async (entry) => (await damagedChunks(entry)) === null,
      () => false,
    );
  }

  /** Removes the least recently used entries until the rest fit the limit; `keep` and those in use stay. */
  private async makeRoom(keep: string | null): Promise<void> {
    const { isInUse = () => false } = this.options;
    const entries = await this.list();
    let bytes = entries.reduce((sum, { presentation }) => sum + presentation.bytes, 0);
    for (const { id, presentation } of [...entries].reverse()) {
      if (bytes <= this.limitBytes) return;
      if (id === keep || isInUse(id)) continue;
      await removeFolder(childPlace(this.folder, id));
      bytes -= presentation.bytes;
    }
  }

  private cannotWrite(input: string, fault: string, cause: unknown): never {
    const place = `nothing can be written to ${quoteName(this.folder)}`;
    throw new Error(`"${basename(input)}" cannot be prepared: ${place}: ${fault}`, { cause });
  }

  /** Does some work on an entry, there or not, that no other process prepares or removes meanwhile. */
  private alone(id: string, options: Omit<LockOptions, 'refusal'>, work: () => Promise<void>): Promise<void> {
    const refusal = (holder: string): string =>
      `this video is being prepared by ${holder}; cancel that first`;
    return withLock(childPlace(this.folder, id, '.lock'), { ...options, refusal }, work);
  }

  private async changed(): Promise<void> {
    this.options.onChange?.(await this.list());
  }
}

function checkId(id: string): void {
  if (!isEntryId(id)) throw new Error(`expected a library id of 32 hexadecimal digits, got ${quote(id)}`);
}
