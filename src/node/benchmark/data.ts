import type { SkippedTrace } from '../../core/benchmark/manifest';
import type { BenchmarkPlan, TraceSetSource, VideoSource } from '../../core/benchmark/plan';
import { syntheticVideo } from '../../core/training/synthetic-video';
import { TraceBandwidth, type Trace } from '../../core/trace/bandwidth';
import type { Video } from '../../core/model/video';
import { readTraceFile, traceFiles } from '../trace-files';
import { readVideo } from '../video-files';
import { stoppedMessage } from './workers';
import { sentenceOf } from '../platform/sentence';

/** What a plan plays. */
export interface BenchmarkData {
  readonly videos: readonly Video[];
  readonly traceSets: readonly { readonly name: string; readonly traces: readonly Trace[] }[];
  /** Files that could not be read. */
  readonly skipped: readonly SkippedTrace[];
}

/** As long as the reference's video: 48 chunks. */
const syntheticChunks = 48;
const syntheticSeed = 900;
const filesAtATime = 25;

interface ReadOptions {
  /** Hears how many traces there are so far. */
  readonly onRead?: (traces: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Reads what a plan names; files that are no trace are passed over and listed.
 * @throws Error, a sentence: a video cannot be read, or a trace set has no trace that can be played.
 */
export async function readData(plan: BenchmarkPlan, options: ReadOptions = {}): Promise<BenchmarkData> {
  const videos = plan.videos.map(readSource);
  const skipped: SkippedTrace[] = [];
  const traceSets: { name: string; traces: Trace[] }[] = [];
  let before = 0;
  for (const source of plan.traceSets) {
    const traces = await readSet(source, skipped, {
      ...options,
      onRead: (count) => options.onRead?.(before + count),
    });
    before += traces.length;
    traceSets.push({ name: source.name, traces });
  }
  return { videos, traceSets, skipped };
}

/** The video of a plan's source; one without a path is synthetic. */
export function readSource({ path, ladderKbps, chunkSeconds }: VideoSource): Video {
  if (path !== null) return readVideo(path, { ladderKbps, chunkSeconds });
  if (ladderKbps === undefined) throw new Error('a synthetic video needs a ladder in kbps, got none');
  return syntheticVideo({
    ladderKbps,
    chunkSeconds: chunkSeconds ?? 4,
    chunkCount: syntheticChunks,
    seed: syntheticSeed,
  });
}

async function readSet(
  source: TraceSetSource,
  skipped: SkippedTrace[],
  options: ReadOptions,
): Promise<Trace[]> {
  const traces: Trace[] = [];
  const files = traceFiles(source.paths);
  for (let i = 0; i < files.length; i++) {
    if (i % filesAtATime === 0) {
      if (options.signal?.aborted) throw new Error(stoppedMessage);
      options.onRead?.(traces.length);
      await new Promise((resolve) => setImmediate(resolve));
    }
    readInto(traces, files[i], source, skipped);
  }
  if (traces.length > 0) return traces;
  const why = skipped.find(({ traceSet }) => traceSet === source.name)?.problem ?? 'it is empty';
  throw new Error(`trace set ${source.name}: expected at least one trace, found none (${why})`);
}

function readInto(
  traces: Trace[],
  file: string,
  { name, format }: TraceSetSource,
  skipped: SkippedTrace[],
): void {
  const skip = (what: string, error: unknown): void => {
    const problem = sentenceOf(error);
    skipped.push({ traceSet: name, name: what, problem });
  };
  try {
    for (const trace of readTraceFile(file, format)) {
      try {
        if (!(new TraceBandwidth(trace).periodKilobits > 0))
          throw new Error('the trace never delivers anything');
        traces.push(trace);
      } catch (error) {
        skip(trace.name, error);
      }
    }
  } catch (error) {
    skip(file, error);
  }
}
