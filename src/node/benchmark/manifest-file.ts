import type { BenchmarkManifest } from '../../core/benchmark/manifest';
import { benchmarkManifestSchema } from '../../shared/benchmark';
import { readForeignText } from '../platform/foreign-file';
import { parseForeignJson } from '../platform/foreign-json';

/** The manifest of a file: manifest.json, or an HTML report, which holds it. @throws Error, a sentence, when it holds none. */
export async function readManifestFile(file: string): Promise<BenchmarkManifest> {
  const text = await readForeignText(file, kind);
  return parseForeignJson(inPage(text) ?? text, file, kind, benchmarkManifestSchema);
}

const kind = 'benchmark manifest';

/** The manifest in a report's page; null in a text that is none. */
function inPage(text: string): string | null {
  const opening = '<script type="application/json" id="manifest">';
  const begin = text.indexOf(opening);
  const end = text.indexOf('</script>', begin);
  return begin < 0 || end < 0 ? null : text.slice(begin + opening.length, end);
}
