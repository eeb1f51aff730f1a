import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { memberHead, setFigures, type SetMember } from './member';
import { isAside } from '../platform/damaged';
import {
  asOnlyWriterOfSet,
  contentFiles,
  numbersChecksum,
  setFile,
  writeSetIndex,
  writeStoredSet,
  type StoredSet,
} from './set-folder';
import { emptyIndex } from './set-index';

export type SetFacts = Pick<StoredSet, 'name' | 'origin' | 'describes' | 'createdAt'>;

/** Of a trace's name. */
const mostCharacters = 180;

/** Writes the content of a set, new or anew; nothing of it counts before `finish`. */
export class SetWriter {
  private readonly content = randomUUID();
  private readonly index = emptyIndex();
  private readonly taken = new Map<string, number>();
  private readonly file: number;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.file = openSync(contentFiles(folder, this.content).data, 'wx');
  }

  get count(): number {
    return this.index.keys.length;
  }

  /** `key` null gives the next one; a name that is taken gets a number. */
  add(member: SetMember, key: number | null = null): void {
    const { index } = this;
    const { trace } = member;
    const head = memberHead('', member);
    const durations = stored(trace.durationsSeconds);
    const latencies = trace.latencySeconds ? stored(trace.latencySeconds) : new Float64Array(0);
    const numbers = concatenated([durations, Float64Array.from(trace.kbps), latencies]);
    this.write(numbers);
    const lastKey = index.keys.length === 0 ? 0 : index.keys[index.keys.length - 1];
    index.keys.push(key ?? lastKey + 1);
    index.names.push(this.freeName(head.name));
    index.groups.push(head.group);
    index.formats.push(head.format);
    index.parts.push(head.parts);
    index.durations.push(durations.length);
    index.latencies.push(latencies.length);
    index.startSeconds.push(trace.startSeconds ?? null);
    index.seconds.push(head.seconds);
    index.meanKbps.push(head.meanKbps);
    index.deviationKbps.push(head.deviationKbps);
    index.minKbps.push(head.minKbps);
    index.maxKbps.push(head.maxKbps);
    index.sparklines.push(head.sparkline);
    index.checksums.push(numbersChecksum(numbers));
  }

  /** Puts the content in force and removes what was in force before; `about` is asked at the last moment. */
  async finish(about: () => SetFacts): Promise<void> {
    const { content, folder, index } = this;
    fsyncSync(this.file);
    closeSync(this.file);
    await writeSetIndex(folder, content, index);
    const figures = setFigures(
      index.keys.map((_, i) => ({ seconds: index.seconds[i], meanKbps: index.meanKbps[i] })),
    );
    await asOnlyWriterOfSet(folder, () => {
      const { name, origin, describes, createdAt } = about();
      const facts = { version: 1 as const, name, origin, describes, createdAt };
      return writeStoredSet(folder, { ...facts, content, ...figures });
    });
    // Beside set.json stands its lock while somebody renames the set.
    const old = readdirSync(folder).filter(
      (file) => !file.startsWith(setFile) && !file.startsWith(content) && !isAside(file),
    );
    for (const file of old) rmSync(join(folder, file), { force: true });
  }

  private write(numbers: Float64Array): void {
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    for (let at = 0; at < bytes.length;) at += writeSync(this.file, bytes, at);
  }

  private freeName(name: string): string {
    const short = name.slice(0, mostCharacters);
    const before = this.taken.get(short) ?? 0;
    this.taken.set(short, before + 1);
    if (before === 0) return short;
    const mark = ` (${before + 1})`;
    return this.freeName(short.slice(0, mostCharacters - mark.length) + mark);
  }
}

function concatenated(parts: readonly Float64Array[]): Float64Array {
  const numbers = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    numbers.set(part, at);
    at += part.length;
  }
  return numbers;
}

/** One number where all are the same, else all. */
function stored(values: ArrayLike<number>): Float64Array {
  const numbers = Float64Array.from(values);
  return numbers.every((value) => value === numbers[0]) ? numbers.slice(0, 1) : numbers;
}
