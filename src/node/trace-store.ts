import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trace } from '../core/trace/bandwidth';
import { parseTrace } from '../core/trace/parse/detect';
import { traceSchema, type SavedTraceHead } from '../shared/stored';
import { JsonStore } from './json-store';

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
    const { name } = trace;
    const document = {
      name,
      durationsSeconds: Array.from(trace.durationsSeconds),
      kbps: Array.from(trace.kbps),
    };
    return headOf(await this.documents.add(document), 'user', document);
  }

  async read(id: string): Promise<Trace> {
    if (!id.startsWith(builtInPrefix)) return this.documents.read(id);
    return this.readBuiltIn(id.slice(builtInPrefix.length));
  }

  /** The user's first, each group by name. */
  async list(): Promise<SavedTraceHead[]> {
    const own = (await this.documents.list()).map(({ id, document }) => headOf(id, 'user', document));
    const files = (await readdir(this.builtInFolder)).filter((file) => file.endsWith('.trace'));
    const builtIn = await Promise.all(
      files.map(async (file) => headOf(builtInPrefix + file, 'built-in', await this.readBuiltIn(file))),
    );
    const byName = (a: SavedTraceHead, b: SavedTraceHead): number => a.name.localeCompare(b.name);
    return [...own.sort(byName), ...builtIn.sort(byName)];
  }

  private async readBuiltIn(file: string): Promise<Trace> {
    return parseTrace(await readFile(join(this.builtInFolder, file), 'utf8'), file);
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
