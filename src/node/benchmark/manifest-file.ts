import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { BenchmarkManifest } from '../../core/benchmark/manifest';
import { parseJson } from '../../core/text/json';
import { benchmarkManifestSchema } from '../../shared/benchmark';
import { fileFault } from '../files';

/** The manifest of a file: manifest.json, or an HTML report, which holds it. @throws Error, a sentence, when it holds none. */
export async function readManifestFile(file: string): Promise<BenchmarkManifest> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`${file} cannot be read: ${fileFault(error)}`, { cause: error });
  });
  const inPage = /<script type="application\/json" id="manifest">(.*?)<\/script>/s.exec(text)?.[1];
  const parsed = v.safeParse(benchmarkManifestSchema, parseJson(file, inPage ?? text));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Error(
    `${file} is no benchmark manifest of this version: ${v.getDotPath(issue) ?? 'document'}: ${issue.message}`,
  );
}
