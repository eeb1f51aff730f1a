import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trace } from '../core/trace/bandwidth';
import { storedTrace, traceSchema, type SavedTraceHead } from '../shared/stored';
import { JsonStore } from './json-store';
import { readTraceFile } from './trace-files';

/** A trace file is read on the main process, so a huge one would make the window wait; the command line reads any. */
const importLimitBytes = 64e6;

const builtInPrefix = 'built-in.';

/** The traces that a comparison can play: those that come with the application, and the user's own. */
export class TraceStore {
  private readonly documents: JsonStore<typeof traceSchema>;

  constructor(
    folder: string,
    private readonly builtInFolder: string,
  ) {
    this.documents = new JsonStore(folder, traceSchema, 'trace');
  }

  async save(trace: Trace): Promise<SavedTraceHead> {
    const document = storedTrace(trace);
    return headOf(await this.documents.add(document), 'user', document);
  }

  /** Saves every trace of a file of any known format; the first one's head. */
  async importFile(path: string): Promise<SavedTraceHead> {
    const { size } = await stat(path);
    if (size > importLimitBytes) {
      throw new Error(
        `${path}: expected at most ${importLimitBytes / 1e6} MB, got ${Math.round(size / 1e6)} MB`,
      );
    }
    const [first, ...others] = readTraceFile(path);
    const head = await this.save(first);
    for (const trace of others) await this.save(trace);
    return head;
  }

  async read(id: string): Promise<Trace> {
    if (!id.startsWith(builtInPrefix)) return this.documents.read(id);
    return this.readBuiltIn(id.slice(builtInPrefix.length));
  }

  /** The user's first, each group by name. */
  async list(): Promise<SavedTraceHead[]> {
    const own = (await this.documents.list()).map(({ id, document }) => headOf(id, 'user', document));
    const files = (await readdir(this.builtInFolder)).filter((file) => file !== 'index.json');
    const builtIn = files.map((file) => headOf(builtInPrefix + file, 'built-in', this.readBuiltIn(file)));
    const byName = (a: SavedTraceHead, b: SavedTraceHead): number => a.name.localeCompare(b.name);
    return [...own.sort(byName), ...builtIn.sort(byName)];
  }

  private readBuiltIn(file: string): Trace {
    return readTraceFile(join(this.builtInFolder, file))[0];
  }
}

function headOf(id: string, origin: SavedTraceHead['origin'], trace: Trace): SavedTraceHead {
  let seconds = 0;
  let kilobits = 0;
  for (let i = 0; i < trace.kbps.length; i++) {
    seconds += trace.durationsSeconds[i];
    kilobits += trace.durationsSeconds[i] * trace.kbps[i];
  }
  return { id, name: trace.name, origin, seconds, meanKbps: seconds > 0 ? kilobits / seconds : 0 };
}
