import { dirname } from 'node:path';
import { shownName } from '../../core/text/quote';

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

interface KindFacts {
  /** Files with more bytes are refused. */
  readonly largestBytes: number;
  /** What all such files are called in folders of ours: messages about them name the folder, too. */
  readonly ownName?: string;
}

/** The files that we read though others may have written them, by what messages call them. */
export const fileKinds = {
  'settings file': { largestBytes: 256 * kilobyte },
  session: { largestBytes: 32 * megabyte },
  presentation: { largestBytes: 16 * megabyte, ownName: 'presentation.json' },
  'training run': { largestBytes: 4 * megabyte, ownName: 'run.json' },
  'metrics of a training run': { largestBytes: 256 * megabyte, ownName: 'metrics.jsonl' },
  benchmark: { largestBytes: 4 * megabyte, ownName: 'run.json' },
  'benchmark manifest': { largestBytes: 64 * megabyte, ownName: 'manifest.json' },
  'benchmark report': { largestBytes: 64 * megabyte, ownName: 'report.json' },
  /** Lines of all sessions played. */
  'record of a benchmark': { largestBytes: 2048 * megabyte, ownName: 'sessions.jsonl' },
  policy: { largestBytes: 4 * megabyte, ownName: 'policy.json' },
  'graph of a model': { largestBytes: megabyte, ownName: 'model.json' },
  'weights of a model': { largestBytes: 16 * megabyte, ownName: 'weights.bin' },
  /** Of JSON that holds a trace (core/trace/parse/input.ts). */
  recording: { largestBytes: 64 * megabyte },
  'trace set': { largestBytes: 256 * kilobyte, ownName: 'set.json' },
  'index of a trace set': { largestBytes: 256 * megabyte },
  checkpoint: { largestBytes: 128 * megabyte, ownName: 'checkpoint.bin' },
  'file of traces': { largestBytes: 512 * megabyte },
  'training plan': { largestBytes: 4 * megabyte },
  'video of sizes': { largestBytes: 64 * megabyte },
  'published log': { largestBytes: 64 * megabyte },
  /** Something stored that could not be read as what it is. */
  'damaged file': { largestBytes: 64 * megabyte },
  'list of licences': { largestBytes: 16 * megabyte },
  'place of the window': { largestBytes: 64 * kilobyte },
  /** A page, a script, a font or a poster that the window shows. */
  'part of the window': { largestBytes: 64 * megabyte },
} as const satisfies Record<string, KindFacts>;

export type FileKind = keyof typeof fileKinds;

export function factsOf(kind: FileKind): KindFacts {
  return fileKinds[kind];
}

/** How messages name a file: never with the path to it; the folder of ours that it lies in tells those of one name apart. */
export function shownFile(path: string, kind: FileKind): string {
  const name = shownName(path);
  return name === factsOf(kind).ownName ? `${shownName(dirname(path))}/${name}` : name;
}
