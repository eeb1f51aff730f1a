import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

const partSchema = v.object({
  ok: v.boolean(),
  executable: v.optional(v.nullable(v.string()), null),
  version: v.optional(v.string(), ''),
  source: v.optional(v.string(), ''),
  problem: v.optional(v.string()),
  /** Not there on purpose: a lean set-up or package. */
  leftOut: v.optional(v.boolean()),
});

const partsSchema = v.object({
  packages: partSchema,
  electron: partSchema,
  tfjs: partSchema,
  ffmpeg: partSchema,
  ffprobe: partSchema,
  display: partSchema,
  /** For tests only; parts of an older set-up do not name it. */
  chromium: v.optional(partSchema, { ok: true, version: 'none' }),
});

/** One thing that the set-up provides: its program, version and origin, or the problem and what to do about it. */
export type Part = v.InferOutput<typeof partSchema>;

/** All parts by name, as scripts/setup.mjs wrote them. */
export type Parts = v.InferOutput<typeof partsSchema>;

/** The parts of a working copy or of the packaged application; null before the first set-up. */
export function readParts({ from = hereAndCwd() }: { from?: readonly string[] } = {}): Parts | null {
  const packaged = packagedFolder();
  const file = packaged === null ? findPartsFile(from) : join(packaged, 'parts.json');
  return file === null ? null : v.parse(partsSchema, JSON.parse(readFileSync(file, 'utf8')));
}

/** The folder that holds node_modules with the set-up's parts; null in a packaged application and without one. */
export function projectFolder({ from = hereAndCwd() }: { from?: readonly string[] } = {}): string | null {
  const file = packagedFolder() === null ? findPartsFile(from) : null;
  return file === null ? null : dirname(dirname(dirname(file)));
}

/** Where the packaged application keeps what lies outside its archive; null in a working copy. */
export function packagedFolder(from: string = here()): string | null {
  const archive = from.lastIndexOf(`${sep}app.asar${sep}`);
  return archive < 0 ? null : from.slice(0, archive);
}

/** What to do about a part that is missing. */
export function repairAdvice(): string {
  return packagedFolder() === null ? 'run npm run setup' : 'install NeuralStream anew';
}

/** FFmpeg's or ffprobe's program: the packaged one, else the set-up's; null when there is none. */
export function mediaProgram(name: 'ffmpeg' | 'ffprobe'): string | null {
  return packagedProgram(name) ?? readParts()?.[name].executable ?? null;
}

function packagedProgram(name: string): string | null {
  const folder = packagedFolder();
  if (folder === null) return null;
  const file = join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return existsSync(file) ? file : null;
}

function findPartsFile(from: readonly string[]): string | null {
  for (const start of from) {
    for (let folder = start; ; folder = dirname(folder)) {
      const file = join(folder, 'node_modules', '.neuralstream', 'parts.json');
      if (existsSync(file)) return file;
      if (folder === dirname(folder)) break;
    }
  }
  return null;
}

function hereAndCwd(): readonly string[] {
  return [here(), process.cwd()];
}

/** The folder of this file, or of the script that it was built into. */
function here(): string {
  return dirname(fileURLToPath(import.meta.url));
}
