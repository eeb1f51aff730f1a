import { randomUUID } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trace } from '../../core/trace/bandwidth';
import { storedTrace } from '../../shared/trace';
import type { TraceHead, TraceSetHead } from '../../shared/traces';
import { childPath } from '../platform/child-path';
import { damageReason, namesInNow, type DamagedItem } from '../platform/damaged';
import { readTraceFile } from '../trace-files';
import { memberHead, setFigures, type SetMember } from './member';
import { writeJsonFile } from '../platform/checksum';
import { asOnlyWriter } from '../platform/update-json';

export const recordingsId = 'recordings';

const format = 'neuralstream';
const ending = '.json';

/** What the slider has recorded (and traces that earlier versions imported one by one): a JSON file each. */
export class Recordings {
  /** Heads by file, as long as it does not change. */
  private readonly known = new Map<string, { stamp: string; type: 'head'; head: TraceHead }>();

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
    await writeJsonFile(this.pathOf(id), storedTrace(trace), 'recording');
    return memberHead(id, { trace, format, group: id });
  }

  /** By name; `damaged` has the files that cannot be read. @throws Error when the folder cannot be read. */
  heads(): TraceHead[] {
    const heads = this.ids().flatMap((id) => {
      const found = this.look(id);
      return found.type === 'head' ? [found.head] : [];
    });
    return heads.sort((a, b) => a.name.localeCompare(b.name));
  }

  damaged(): DamagedItem[] {
    return this.ids().flatMap((id) => {
      const found = this.look(id);
      return found.type === 'head' ? [] : [this.damagedItem(id, found.error)];
    });
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

  private look(id: string): Look {
    try {
      const { mtimeMs, ctimeMs, size } = statSync(this.pathInList(id));
      const stamp = `${mtimeMs} ${ctimeMs} ${size}`;
      const known = this.known.get(id);
      if (known?.stamp === stamp) return known;
      const [member] = this.members([id]);
      const found: Look = { type: 'head', head: memberHead(id, member) };
      this.known.set(id, { stamp, ...found });
      return found;
    } catch (error) {
      return { type: 'damaged', error };
    }
  }

  private damagedItem(id: string, error: unknown): DamagedItem {
    const path = this.pathInList(id);
    const changed = changedRecording(path);
    return {
      id,
      name: changed?.name ?? id + ending,
      reason: damageReason(error, this.folder),
      restores: changed === null ? null : 'takes the recording as its file reads now',
      removes: 'the file of the recording',
      restore:
        changed === null ? null : () => asOnlyWriter(path, () => writeJsonFile(path, storedTrace(changed))),
      remove: () => asOnlyWriter(path, () => rm(path, { force: true })),
    };
  }

  private ids(): string[] {
    const names = namesInNow(this.folder).filter((name) => name.endsWith(ending));
    return names.map((name) => name.slice(0, -ending.length));
  }

  /** Of a name that the folder itself has, whatever it is. */
  private pathInList(id: string): string {
    return join(this.folder, id + ending);
  }
}

type Look =
  { readonly type: 'head'; readonly head: TraceHead } | { readonly type: 'damaged'; readonly error: unknown };

/** A recording of which only the checksum differs. */
function changedRecording(path: string): Trace | null {
  try {
    return readTraceFile(path, format, { checksum: 'ignored' })[0];
  } catch {
    return null;
  }
}
