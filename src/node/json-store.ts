import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type * as v from 'valibot';
import { childPath } from './platform/child-path';
import { checksumFault, isWhole, writeJsonFile } from './platform/checksum';
import { damageReason, nameInFile, namesIn, type DamagedItem } from './platform/damaged';
import { shownFile, type FileKind } from './platform/file-kinds';
import { FileMemory } from './platform/file-memory';
import { readForeignText } from './platform/foreign-file';
import { expectShape, jsonValue } from './platform/foreign-json';
import { asOnlyWriter, updateJson } from './platform/update-json';

const ending = '.json';

type Listed<Head> =
  { readonly type: 'head'; readonly head: Head } | { readonly type: 'damaged'; readonly item: DamagedItem };

/** A folder of JSON documents of one schema, one file each, written atomically and with a checksum. */
export class JsonStore<Schema extends v.GenericSchema<unknown, object>, Head> {
  private readonly memory = new FileMemory<Listed<Head>>();

  constructor(
    private readonly folder: string,
    private readonly schema: Schema,
    /** What a document is, for messages: "session". */
    private readonly noun: FileKind,
    /** What a list shows of a document. */
    private readonly headOf: (id: string, document: v.InferOutput<Schema>) => Head,
  ) {}

  /** Saves a document under a new id. */
  async add(document: v.InferOutput<Schema>): Promise<string> {
    const id = randomUUID();
    await mkdir(this.folder, { recursive: true });
    await writeJsonFile(this.file(id), document, this.noun);
    return id;
  }

  /** @throws Error when there is no such document, or it cannot be read. */
  async change(
    id: string,
    change: (document: v.InferOutput<Schema>) => v.InferOutput<Schema>,
  ): Promise<void> {
    await updateJson(this.file(id), () => this.read(id), change);
  }

  /** Saves a document under a new id, unless one that is the same is there. Its id. */
  async addOnce(
    document: v.InferOutput<Schema>,
    isSame: (stored: v.InferOutput<Schema>) => boolean,
  ): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    return asOnlyWriter(childPath(this.folder, 'new'), async () => {
      for await (const stored of this.documents()) if (isSame(stored.document)) return stored.id;
      return this.add(document);
    });
  }

  /** @throws Error naming the file and the first thing in it that is not as expected. */
  async read(id: string): Promise<v.InferOutput<Schema>> {
    return parseJsonFile(this.file(id), this.schema, this.noun);
  }

  /** Absent is fine. */
  async remove(id: string): Promise<void> {
    const file = this.file(id);
    await mkdir(this.folder, { recursive: true });
    await asOnlyWriter(file, () => rm(file, { force: true }));
  }

  /** What lists show of every readable document; `damaged` has the others. @throws Error when the folder cannot be read. */
  async list(): Promise<Head[]> {
    const all = await this.listAll();
    return all.flatMap((listed) => (listed.type === 'head' ? [listed.head] : []));
  }

  /** The files that cannot be read as documents. @throws Error when the folder cannot be read. */
  async damaged(): Promise<DamagedItem[]> {
    const all = await this.listAll();
    return all.flatMap((listed) => (listed.type === 'damaged' ? [listed.item] : []));
  }

  /** Every readable document, one after the other. */
  async *documents(): AsyncGenerator<{ id: string; document: v.InferOutput<Schema> }> {
    for (const id of await this.ids()) {
      const document = await this.read(id).catch(() => null); // `damaged` tells of it
      if (document !== null) yield { id, document };
    }
  }

  private async listAll(): Promise<Listed<Head>[]> {
    const ids = await this.ids();
    return Promise.all(ids.map((id) => this.memory.of([this.pathInList(id)], () => this.listed(id))));
  }

  private async ids(): Promise<string[]> {
    const names = (await namesIn(this.folder)).filter((name) => name.endsWith(ending));
    return names.map((name) => name.slice(0, -ending.length));
  }

  private async listed(id: string): Promise<Listed<Head>> {
    try {
      return { type: 'head', head: this.headOf(id, await this.read(id)) };
    } catch (error) {
      return { type: 'damaged', item: await this.damagedItem(id, error) };
    }
  }

  private async damagedItem(id: string, error: unknown): Promise<DamagedItem> {
    const path = this.pathInList(id);
    const changed = await parseJsonFile(path, this.schema, this.noun, { checksum: 'ignored' }).catch(
      () => null,
    );
    return {
      id,
      name: (await nameInFile(path)) ?? id + ending,
      reason: damageReason(error, this.folder),
      restores: changed === null ? null : `takes the ${this.noun} as its file reads now`,
      removes: `the file of the ${this.noun}`,
      remove: () => asOnlyWriter(path, () => rm(path, { force: true })),
      restore: changed === null ? null : () => asOnlyWriter(path, () => writeJsonFile(path, changed)),
    };
  }

  private file(id: string): string {
    return childPath(this.folder, id, ending);
  }

  /** Of a name that the folder itself has, whatever it is. */
  private pathInList(id: string): string {
    return join(this.folder, id + ending);
  }
}

export interface JsonFileOptions {
  /** Whether a checksum that differs is an error; a file without one never is. */
  readonly checksum?: 'required' | 'ignored';
}

/**
 * Reads a JSON file through a schema and holds it against its checksum, if it has one.
 * @throws Error naming the file, the place, what was expected and found.
 */
export async function parseJsonFile<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
  kind: FileKind,
  { checksum = 'required' }: JsonFileOptions = {},
): Promise<v.InferOutput<Schema>> {
  const found = jsonValue(await readForeignText(path, kind), path, kind);
  const output = expectShape(found, path, kind, schema);
  if (checksum === 'required' && !isWhole(found))
    throw new Error(`${shownFile(path, kind)}: ${checksumFault}`);
  return output;
}
