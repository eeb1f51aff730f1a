import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { TraceHead, TraceSetHead } from '../../shared/traces';
import { readTraceFile } from '../trace-files';
import { memberHead, type SetMember } from './member';
import { count, kbps, seconds } from '../../shared/numbers';

/** Ids of built-in sets and traces begin with it. */
export const builtInPrefix = 'built-in.';

const indexSchema = v.object({
  format: v.string(),
  families: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      describes: v.string(),
      count,
      seconds,
      mean: v.object({ meanKbps: kbps }),
      traces: v.array(v.object({ file: v.string() })),
    }),
  ),
});

/** The synthetic traces that come with the application, a set for each kind of network. */
export class BuiltInSets {
  private index: v.InferOutput<typeof indexSchema> | null = null;
  private readonly known = new Map<string, TraceHead[]>();

  constructor(private readonly folder: string) {}

  list(): TraceSetHead[] {
    return this.read().families.map(({ id, name, describes, count, seconds, mean }) => ({
      id: builtInPrefix + id,
      name,
      origin: 'built-in',
      describes,
      createdAt: null,
      count,
      seconds: seconds * count,
      meanKbps: mean.meanKbps,
    }));
  }

  heads(setId: string): TraceHead[] {
    const known = this.known.get(setId);
    if (known) return known;
    const heads = [...this.members(setId)].map((member) =>
      memberHead(builtInPrefix + member.trace.name, member),
    );
    this.known.set(setId, heads);
    return heads;
  }

  *members(setId: string): Generator<SetMember> {
    const { format } = this.read();
    for (const path of this.paths(setId)) {
      const [trace] = readTraceFile(path, format);
      yield { trace, format, group: trace.name };
    }
  }

  /** The file of a trace's id, or null when there is none. */
  pathOf(traceId: string): string | null {
    const file = traceId.slice(builtInPrefix.length);
    const known = this.read().families.some(({ traces }) => traces.some((trace) => trace.file === file));
    return known ? join(this.folder, file) : null;
  }

  /** The files of a set. @throws Error when there is no such set. */
  paths(setId: string): string[] {
    const family = this.read().families.find(({ id }) => builtInPrefix + id === setId);
    if (!family) throw new Error(`there is no trace set ${setId}`);
    return family.traces.map(({ file }) => join(this.folder, file));
  }

  private read(): v.InferOutput<typeof indexSchema> {
    this.index ??= v.parse(indexSchema, JSON.parse(readFileSync(join(this.folder, 'index.json'), 'utf8')));
    return this.index;
  }
}
