import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Trace } from '../../core/trace/bandwidth';
import { storedTrace } from '../../shared/stored';
import type { TraceHead, TraceSetHead } from '../../shared/traces';
import { writeJson } from '../files';
import { childPath } from '../platform/child-path';
import { readTraceFile } from '../trace-files';
import { memberHead, setFigures, type SetMember } from './member';

export const recordingsId = 'recordings';

const format = 'neuralstream';
const ending = '.json';

/** What the slider has recorded (and traces that earlier versions imported one by one): a JSON file each. */
export class Recordings {
  /** Heads by file, as long as it does not change. */
  private readonly known = new Map<string, { stamp: string; head: TraceHead }>();

  constructor(private readonly folder: string) {}

  set(): TraceSetHead {
    return {
      id: recordingsId,
      name: 'Recordings',
      origin: 'recorded',
      describes: 'what you dragged in Compare',
      createdAt: null,
      ...setFigures(this.heads()),
    };
  }

  async save(trace: Trace): Promise<TraceHead> {
    mkdirSync(this.folder, { recursive: true });
    const id = randomUUID();
    await writeJson(this.pathOf(id), storedTrace(trace));
    return memberHead(id, { trace, format, group: id });
  }

  /** By name; files that are no traces are passed over, never removed. */
  heads(): TraceHead[] {
    const heads = this.ids().flatMap((id) => this.head(id) ?? []);
    return heads.sort((a, b) => a.name.localeCompare(b.name));
  }

  *members(ids: readonly string[]): Generator<SetMember> {
    for (const id of ids) yield { trace: readTraceFile(this.pathOf(id), format)[0], format, group: id };
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) await rm(this.pathOf(id), { force: true });
  }

  pathOf(id: string): string {
    return childPath(this.folder, id, ending);
  }

  private head(id: string): TraceHead | null {
    try {
      const { mtimeMs, size } = statSync(this.pathOf(id));
      const stamp = `${mtimeMs} ${size}`;
      const known = this.known.get(id);
      if (known?.stamp === stamp) return known.head;
      const [member] = this.members([id]);
      const head = memberHead(id, member);
      this.known.set(id, { stamp, head });
      return head;
    } catch {
      return null; // passed over, as the sentence of the class says of lists
    }
  }

  private ids(): string[] {
    try {
      const names = readdirSync(this.folder).filter((name) => name.endsWith(ending));
      return names.map((name) => name.slice(0, -ending.length));
    } catch {
      return []; // nothing was recorded yet
    }
  }
}
