import { lstatSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

interface SizedFile {
  /** Inside the package. */
  readonly file: string;
  readonly bytes: number;
}

/** What a path belongs to; the first that fits counts. */
const parts: readonly (readonly [part: string, pattern: RegExp])[] = [
  ['TensorFlow', /app\.asar\.unpacked\/.*tfjs-node\/(deps|lib)\//],
  ['FFmpeg and ffprobe', /resources\/bin\//],
  ['application (app.asar)', /app\.asar$/],
  ['licences', /licen[cs]es?/i],
  ['Electron', /./],
];

/** Bytes of each part of the package and of all of it, largest first. */
export function sizesByPart(folder: string): readonly { part: string; bytes: number }[] {
  const sums = new Map<string, number>([['all of it', 0]]);
  const add = (part: string, bytes: number): Map<string, number> =>
    sums.set(part, (sums.get(part) ?? 0) + bytes);
  for (const { file, bytes } of filesIn(folder)) {
    const [part] = parts.find(([, pattern]) => pattern.test(file.split(sep).join('/'))) ?? ['Electron'];
    add(part, bytes);
    add('all of it', bytes);
  }
  return [...sums].map(([part, bytes]) => ({ part, bytes })).sort((a, b) => b.bytes - a.bytes);
}

export function largestFiles(folder: string, count: number): readonly SizedFile[] {
  return filesIn(folder)
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, count);
}

function filesIn(folder: string, root = folder): SizedFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path, root);
    return entry.isFile() ? [{ file: relative(root, path), bytes: lstatSync(path).size }] : [];
  });
}
