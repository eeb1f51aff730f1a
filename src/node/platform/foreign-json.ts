import type * as v from 'valibot';
import { quote } from '../../core/text/quote';
import { checkForeign } from '../../shared/foreign';
import { shownFile, type FileKind } from './file-kinds';

/** The value of a JSON file's text by its schema. @throws Error naming the file and the first thing that is not as expected. */
export function parseForeignJson<Schema extends v.GenericSchema>(
  text: string,
  path: string,
  kind: FileKind,
  schema: Schema,
): v.InferOutput<Schema> {
  return expectShape(jsonValue(text, path, kind), path, kind, schema);
}

/** The value of a JSON file's text. @throws Error naming the file, and how it begins. */
export function jsonValue(text: string, path: string, kind: FileKind): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${shownFile(path, kind)} is no ${kind}: expected JSON, got ${quote(text.slice(0, 20))}`);
  }
}

/** A file's value by its schema. @throws Error naming the file and the first thing that is not as expected. */
export function expectShape<Schema extends v.GenericSchema>(
  value: unknown,
  path: string,
  kind: FileKind,
  schema: Schema,
): v.InferOutput<Schema> {
  const checked = checkForeign(schema, value);
  if (checked.success) return checked.output;
  throw new Error(`${shownFile(path, kind)} is no ${kind} of this version: ${checked.problem}`);
}
