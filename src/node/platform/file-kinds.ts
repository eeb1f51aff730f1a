import { dirname } from 'node:path';
import { shownName } from '../../core/text/quote';

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

interface KindFacts {
  /** Files with more bytes are refused. */
  readonly largestBytes: number;
  /** Every such file has the same name, so that messages name its folder, too. */
  readonly inFolder?: boolean;
}

/** The files that we read though others may have written them, by what messages call them. */
export const fileKinds = {
  'settings file': { largestBytes: 256 * kilobyte },
  session: { largestBytes: 32 * megabyte },
  /** Of JSON that holds a trace (core/trace/parse/input.ts). */
  recording: { largestBytes: 64 * megabyte },
  'training run': { largestBytes: 4 * megabyte, inFolder: true },
  benchmark: { largestBytes: 4 * megabyte, inFolder: true },
  'benchmark manifest': { largestBytes: 64 * megabyte, inFolder: true },
  'benchmark report': { largestBytes: 64 * megabyte, inFolder: true },
  policy: { largestBytes: 4 * megabyte, inFolder: true },
  'graph of a model': { largestBytes: megabyte, inFolder: true },
  'weights of a model': { largestBytes: 16 * megabyte, inFolder: true },
  'trace set': { largestBytes: 256 * kilobyte, inFolder: true },
  'index of a trace set': { largestBytes: 256 * megabyte },
  checkpoint: { largestBytes: 128 * megabyte, inFolder: true },
} as const satisfies Record<string, KindFacts>;

export type FileKind = keyof typeof fileKinds;

export function factsOf(kind: FileKind): KindFacts {
  return fileKinds[kind];
}

/** How messages name a file: without the path to it, and with its folder where all of its kind have one name. */
export function shownFile(path: string, kind: FileKind): string {
  const name = shownName(path);
  return factsOf(kind).inFolder ? `${shownName(dirname(path))}/${name}` : name;
}
