import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import * as v from 'valibot';
import { writeJson } from './files';
import { childPath } from './platform/child-path';

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
    await this.write(id, document);
    return id;
  }

  async write(id: string, document: v.InferOutput<Schema>): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeJson(this.file(id), document);
  }

  /** @throws Error naming the file and the first thing in it that is not as expected. */
  async read(id: string): Promise<v.InferOutput<Schema>> {
    return parseJsonFile(this.file(id), this.schema, this.noun);
  }

  async remove(id: string): Promise<void> {
    await rm(this.file(id), { force: true });
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
