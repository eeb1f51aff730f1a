import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import * as v from 'valibot';
import { writeJson } from './files';
import { childPath } from './platform/child-path';
import { asOnlyWriter, updateJson } from './platform/update-json';

/** A folder of JSON documents of one schema, one file each, written atomically. */
export class JsonStore<Schema extends v.GenericSchema> {
  constructor(
    private readonly folder: string,
    private readonly schema: Schema,
    /** What a document is, for messages: "session". */
    private readonly noun: string,
  ) {}

  /** Saves a document under a new id. */
  async add(document: v.InferOutput<Schema>): Promise<string> {
    const id = randomUUID();
    await mkdir(this.folder, { recursive: true });
    await writeJson(this.file(id), document);
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
      const known = (await this.list()).find((stored) => isSame(stored.document));
      return known?.id ?? this.add(document);
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

  /** Every readable document; files that are none are passed over, never removed. */
  async list(): Promise<{ id: string; document: v.InferOutput<Schema> }[]> {
    const names = await readdir(this.folder).catch(() => []);
    const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
    const read = await Promise.all(
      ids.map((id) =>
        this.read(id).then(
          (document) => [{ id, document }],
          () => [],
        ),
      ),
    );
    return read.flat();
  }

  private file(id: string): string {
    return childPath(this.folder, id, '.json');
  }
}

/** Reads a JSON file through a schema. @throws Error naming the file, the place, what was expected and found. */
export async function parseJsonFile<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
  noun: string,
): Promise<v.InferOutput<Schema>> {
  const text = await readFile(path, 'utf8');
  const parsed = v.safeParse(schema, parseJson(text, path, noun));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Error(
    `${path} is no ${noun} of this version: ${v.getDotPath(issue) ?? 'document'}: ${issue.message}`,
  );
}

function parseJson(text: string, path: string, noun: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${path} is no ${noun}: expected JSON, found ${JSON.stringify(text.slice(0, 20))}`);
  }
}
