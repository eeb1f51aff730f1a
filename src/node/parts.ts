import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

const partSchema = v.object({
  ok: v.boolean(),
  executable: v.optional(v.nullable(v.string()), null),
  version: v.optional(v.string(), ''),
  source: v.optional(v.string(), ''),
  problem: v.optional(v.string()),
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

/** The parts of a working copy, or null in a packaged application and before the first set-up. */
export function readParts({ from = hereAndCwd() }: { from?: readonly string[] } = {}): Parts | null {
  const file = findPartsFile(from);
  return file === null ? null : v.parse(partsSchema, JSON.parse(readFileSync(file, 'utf8')));
}

/** The folder that holds node_modules with the set-up's parts, or null. */
export function projectFolder({ from = hereAndCwd() }: { from?: readonly string[] } = {}): string | null {
  const file = findPartsFile(from);
  return file === null ? null : dirname(dirname(dirname(file)));
}

/** FFmpeg's or ffprobe's program: the packaged one, else the set-up's; null when there is none. */
export function mediaProgram(name: 'ffmpeg' | 'ffprobe'): string | null {
  return packagedProgram(name) ?? readParts()?.[name].executable ?? null;
}

function packagedProgram(name: string): string | null {
  const resources: unknown = Reflect.get(process, 'resourcesPath'); // Electron's own, without a type here
  if (typeof resources !== 'string') return null;
  const file = join(resources, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
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
  return [dirname(fileURLToPath(import.meta.url)), process.cwd()];
}
