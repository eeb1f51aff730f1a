import { randomUUID } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { quote } from '../../core/text/quote';
import type { Trace } from '../../core/trace/bandwidth';
import type { TraceHead, TraceSelection, TraceSetHead } from '../../shared/traces';
import { removeTree } from '../files';
import { childPath } from '../platform/child-path';
import { namesIn, namesInNow, type DamagedItem } from '../platform/damaged';
import { FileMemory } from '../platform/file-memory';
import { tryWithLock, withLock } from '../platform/lock';
import { readTraceFile } from '../trace-files';
import { BuiltInSets, builtInPrefix } from './built-in';
import type { SetMember } from './member';
import { Recordings, recordingsId } from './recordings';
import { damagedSet, setIdPattern } from './set-damage';
import {
  asOnlyWriterOfSet,
  isSetFolder,
  readRow,
  readSetIndex,
  readStoredSet,
  setMembers,
  unusedContent,
  writeStoredSet,
  type StoredSet,
} from './set-folder';
import { headsOf, type SetIndex } from './set-index';
import { sentenceOf } from '../platform/sentence';

/** At the end of a folder's name: it is not whole yet. */
const unfinished = '.new';
/** Beside the sets: who makes or changes some. */
const workLock = 'work.lock';

interface KnownSet {
  readonly set: StoredSet;
  readonly index: SetIndex;
  readonly heads: readonly TraceHead[];
}

export interface TraceFolders {
  /** The user's traces: recordings, and `sets` below. */
  readonly own: string;
  /** Those that come with the application. */
  readonly builtIn: string;
}

/** All traces that the application keeps, in sets. Reading is quick enough for main; long work is work.ts'. */
export class TraceSets {
  readonly recordings: Recordings;
  private readonly builtIn: BuiltInSets;
  private readonly folder: string;
  private readonly known = new Map<string, KnownSet>();
  private readonly damage = new FileMemory<DamagedItem | null>();

  constructor({ own, builtIn }: TraceFolders) {
    this.recordings = new Recordings(own);
    this.builtIn = new BuiltInSets(builtIn);
    this.folder = join(own, 'sets');
  }

  /** The user's by name, the recordings, then the built-in ones; `damaged` has what cannot be read. */
  list(): TraceSetHead[] {
    const own = orNone(() => this.ownIds()).flatMap((id) => this.ownHead(id) ?? []);
    const recorded = orNone(() => [this.recordings.set()]).filter(({ count }) => count > 0);
    return [...own.sort((a, b) => a.name.localeCompare(b.name)), ...recorded, ...this.builtIn.list()];
  }

  /** Sets, recordings and folders of them that cannot be read. */
  async damaged(): Promise<DamagedItem[]> {
    const items: DamagedItem[] = [];
    const take = async (kind: string, find: () => Promise<DamagedItem[]> | DamagedItem[]): Promise<void> => {
      try {
        items.push(...(await find()));
      } catch (error) {
        items.push(damagedFolder(kind, error));
      }
    };
    await take('sets', async () => {
      const found: DamagedItem[] = [];
      for (const name of this.setFolders()) found.push(...(await this.damageOf(name)));
      return found;
    });
    await take('recordings', () => this.recordings.damaged());
    return items;
  }

  /** What lists show of a set's traces. @throws Error when there is no such set or it is damaged. */
  heads(setId: string): readonly TraceHead[] {
    if (setId === recordingsId) return this.recordings.heads();
    if (setId.startsWith(builtInPrefix)) return this.builtIn.heads(setId);
    return this.knownSet(setId).heads;
  }

  /** A trace by its id. @throws Error when there is none. */
  read(traceId: string): Trace {
    const builtIn = traceId.startsWith(builtInPrefix) ? this.builtIn.pathOf(traceId) : null;
    if (builtIn !== null) return readTraceFile(builtIn)[0];
    const [setId, key] = traceId.split('.');
    if (key === undefined) return readTraceFile(this.recordings.pathOf(traceId))[0];
    const { set, index } = this.knownSet(setId);
    const row = index.keys.indexOf(Number(key));
    if (row < 0) throw new Error(`there is no trace ${traceId} any more`);
    return readRow(this.folderOf(setId), set, index, row);
  }

  /** The traces of a set or of some of it, one after the other, each with its id. */
  *members({ setId, traceIds }: TraceSelection): Generator<SetMember & { id: string }> {
    const wanted = traceIds === null ? null : new Set(traceIds);
    const heads = this.heads(setId).filter(({ id }) => wanted?.has(id) ?? true);
    let row = 0;
    for (const member of this.membersOf(setId, heads)) yield { ...member, id: heads[row++].id };
  }

  /** Files and folders that `readTraces` (and so every command and the training) reads a set from. */
  pathsOf(setId: string): string[] {
    if (setId === recordingsId) return this.heads(setId).map(({ id }) => this.recordings.pathOf(id));
    return setId.startsWith(builtInPrefix) ? this.builtIn.paths(setId) : [this.folderOf(setId)];
  }

  /** A set by its id or, where that is none, by its name. @throws Error when no or several sets have the name. */
  find(idOrName: string): TraceSetHead {
    const sets = this.list();
    const named = sets.filter(({ name }) => name === idOrName);
    const found = sets.find(({ id }) => id === idOrName) ?? named[0];
    if (!found)
      throw new Error(
        `there is no trace set "${idOrName}"; there are: ${sets.map(({ name }) => name).join(', ')}`,
      );
    if (named.length > 1 && found === named[0]) {
      throw new Error(
        `${named.length} trace sets are called "${idOrName}": name its id, such as ${found.id}`,
      );
    }
    return found;
  }

  async rename(setId: string, name: string): Promise<void> {
    const folder = this.ownFolder(setId);
    await asOnlyWriterOfSet(folder, () => writeStoredSet(folder, { ...readStoredSet(folder), name }));
  }

  async remove(setId: string): Promise<void> {
    await removeTree(this.ownFolder(setId));
    this.known.delete(setId);
  }

  /** Where a new set is written, and where it goes when it is whole. */
  newFolder(): { id: string; folder: string; wholeFolder: string } {
    const id = randomUUID();
    const wholeFolder = this.folderOf(id);
    return { id, folder: wholeFolder + unfinished, wholeFolder };
  }

  /** The folder of a set that can be changed. @throws Error for the built-in ones and the recordings. */
  ownFolder(setId: string): string {
    if (setId.startsWith(builtInPrefix))
      throw new Error('this set comes with the application and stays as it is');
    if (setId === recordingsId) throw new Error('the recordings stay together as one set');
    const folder = this.folderOf(setId);
    readStoredSet(folder);
    return folder;
  }

  /** Does work that makes or changes sets, when no other process does such work any more. */
  async workAlone<Result>(work: () => Promise<Result>): Promise<Result> {
    await mkdir(this.folder, { recursive: true });
    const refusal = (holder: string): string => `the trace sets are being changed by ${holder}`;
    return withLock(join(this.folder, workLock), { refusal, patienceMs: Infinity }, work);
  }

  /** Removes what was left by work that was cut off, unless work goes on. */
  async sweep(): Promise<void> {
    if (this.leftovers().length === 0) return;
    await tryWithLock(join(this.folder, workLock), async () => {
      for (const path of this.leftovers()) await removeTree(path);
    });
  }

  private leftovers(): string[] {
    const unwhole = this.foldersThere().filter((name) => name.endsWith(unfinished));
    const unused = this.ownIds().flatMap((id) => unusedContent(join(this.folder, id)));
    return [...unwhole.map((name) => join(this.folder, name)), ...unused];
  }

  /** Whatever its name: one that somebody copied by hand must not go unseen. */
  private setFolders(): string[] {
    const names = this.foldersThere().filter((name) => !name.startsWith('.') && !name.endsWith(unfinished));
    return names.filter((name) => isSetFolder(join(this.folder, name)) || isOurs(join(this.folder, name)));
  }

  /** Looked for once, as long as the files of a set do not change: all its traces are read. */
  private async damageOf(name: string): Promise<DamagedItem[]> {
    const folder = join(this.folder, name);
    const files = (await namesIn(folder).catch(() => [])).map((name) => join(folder, name)); // damagedSet tells why
    const found = await this.damage.of([folder, ...files.sort()], () => damagedSet(folder));
    if (found === null) return [];
    const { restore } = found;
    return [{ ...found, restore: restore && (() => this.workAlone(restore)) }];
  }

  /** What is known of a set, read once for each content. */
  private knownSet(setId: string): KnownSet {
    const set = readStoredSet(this.folderOf(setId));
    const known = this.known.get(setId);
    if (known?.set.content === set.content) return known;
    const index = readSetIndex(this.folderOf(setId), set);
    const read = { set, index, heads: headsOf(setId, index) };
    this.known.set(setId, read);
    return read;
  }

  private membersOf(setId: string, heads: readonly TraceHead[]): Iterable<SetMember> {
    if (setId === recordingsId) return this.recordings.members(heads.map(({ id }) => id));
    const ids = new Set(heads.map(({ id }) => id));
    if (!setId.startsWith(builtInPrefix)) {
      return setMembers(this.folderOf(setId), (key) => ids.has(`${setId}.${key}`));
    }
    return [...this.builtIn.members(setId)].filter(({ trace }) => ids.has(builtInPrefix + trace.name));
  }

  private ownHead(id: string): TraceSetHead | null {
    try {
      const { name, origin, describes, createdAt, count, seconds, meanKbps } = readStoredSet(
        this.folderOf(id),
      );
      return { id, name, origin, describes, createdAt, count, seconds, meanKbps };
    } catch {
      return null; // damaged, or of another version: `damaged` has it
    }
  }

  private ownIds(): string[] {
    return this.foldersThere().filter((name) => setIdPattern.test(name));
  }

  private foldersThere(): string[] {
    return namesInNow(this.folder);
  }

  private folderOf(setId: string): string {
    if (!setIdPattern.test(setId)) throw new Error(`there is no trace set ${quote(setId)}`);
    return childPath(this.folder, setId);
  }
}

/** A folder, or a link in its place, of a name that a set has. */
function isOurs(folder: string): boolean {
  const facts = lstatSync(folder, { throwIfNoEntry: false });
  return setIdPattern.test(basename(folder)) && facts !== undefined && !facts.isFile();
}

/** The built-in sets are listed also where the user's cannot be: `damaged` tells of those. */
function orNone<Item>(read: () => Item[]): Item[] {
  try {
    return read();
  } catch {
    return [];
  }
}

function damagedFolder(kind: string, error: unknown): DamagedItem {
  return {
    id: `folder ${kind}`,
    name: kind === 'sets' ? 'Your trace sets' : 'Your recordings',
    reason: sentenceOf(error),
    ...{ restores: null, restore: null, removes: null, remove: null },
  };
}
