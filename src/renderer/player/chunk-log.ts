import {
  leastMeasuredSeconds,
  makeDownload,
  type Download,
  type Observation,
} from '../../core/model/algorithm';
import type { SessionEvent } from '../../core/model/session-events';
import type { Video } from '../../core/model/video';

/** Chunks whose sizes an observation shows ahead. */
const LOOKAHEAD_CHUNKS = 10;

/** How near to the splice of two passes the play head is taken to stand at it. */
const SPLICE_SECONDS = 0.3;

/** A video chunk that was asked for. */
export interface AskedChunk {
  readonly chunkIndex: number;
  readonly level: number;
  readonly reason: string;
}

/** How a video chunk came. */
export interface ArrivedChunk {
  readonly chunkIndex: number;
  readonly level: number;
  readonly kilobits: number;
  /** Position in the video at which the chunk ends. */
  readonly endSeconds: number;
  /** Resource Timing in ms; null where the browser does not tell, and our own clock must do. */
  readonly timing: { startTime: number; responseStart: number; responseEnd: number } | null;
}

export interface ChunkLogOptions {
  readonly video: Video;
  /** How often the video is played in a row: chunk indices count on. */
  readonly passes: number;
  readonly bufferCapSeconds: number;
  /** Seconds since the common start. */
  readonly clock: () => number;
  /** Position of the play head in the video, in seconds. */
  readonly playHead: () => number;
  readonly emit: (event: SessionEvent) => void;
}

/** The chunks of one live player: tells them as SessionEvents, and what an algorithm may know when it is asked. */
export class ChunkLog {
  /** The chunk to be asked for next. */
  nextChunk = 0;
  private readonly downloads: Download[] = [];
  private lastLevel: number | null = null;
  private pending: (AskedChunk & { readonly atSeconds: number }) | null = null;
  /** Of the chunks that came last, by index: where each ends in the video, and its level. */
  private readonly arrivals: { endSeconds: number; level: number }[] = [];
  private endSeconds = 0;

  constructor(private readonly options: ChunkLogOptions) {}

  get chunkCount(): number {
    return this.options.video.chunkCount * this.options.passes;
  }

  /** Video from the play head to the end of the last chunk that came. */
  get bufferSeconds(): number {
    return Math.max(0, this.endSeconds - this.options.playHead());
  }

  /** What there is to know before the next chunk; null when every chunk was asked for. */
  observe(): Observation | null {
    const { video, bufferCapSeconds } = this.options;
    const { nextChunk, chunkCount, bufferSeconds, lastLevel, downloads } = this;
    if (nextChunk >= chunkCount) return null;
    const { ladderKbps, chunkSeconds, chunkRows } = video;
    const steps = Math.min(LOOKAHEAD_CHUNKS, chunkCount - nextChunk);
    return {
      chunkIndex: nextChunk,
      chunksLeft: chunkCount - nextChunk,
      chunkSeconds,
      ladderKbps,
      upcomingChunkKilobits: Array.from(
        { length: steps },
        (_, step) => chunkRows[(nextChunk + step) % video.chunkCount],
      ),
      bufferSeconds,
      bufferCapSeconds,
      lastLevel,
      downloads,
    };
  }

  /** A request leaves. The same chunk at the same level again is a retry, and no event. */
  asked(chunk: AskedChunk): void {
    const { chunkIndex, level, reason } = chunk;
    this.nextChunk = chunkIndex + 1;
    if (this.pending?.chunkIndex === chunkIndex && this.pending.level === level) return;
    const atSeconds = this.options.clock();
    this.pending = { ...chunk, atSeconds };
    this.lastLevel = level;
    const { bufferSeconds } = this;
    this.options.emit({ type: 'chunk-requested', atSeconds, chunkIndex, level, reason, bufferSeconds });
  }

  arrived({ chunkIndex, level, kilobits, endSeconds, timing }: ArrivedChunk): void {
    const atSeconds = this.options.clock();
    const askedAt = this.pending?.atSeconds ?? atSeconds;
    const seconds = timing ? (timing.responseEnd - timing.startTime) / 1000 : atSeconds - askedAt;
    const firstByteSeconds = timing ? (timing.responseStart - timing.startTime) / 1000 : 0;
    this.pending = null;
    const download = makeDownload(kilobits, seconds, firstByteSeconds, leastMeasuredSeconds);
    const { seconds: downloadSeconds } = download;
    this.downloads.push(download);
    this.arrivals[chunkIndex] = { endSeconds, level };
    this.endSeconds = endSeconds;
    const { bufferSeconds } = this;
    const chunk = { chunkIndex, level, kilobits, downloadSeconds, firstByteSeconds, bufferSeconds };
    this.options.emit({ type: 'chunk-downloaded', atSeconds, ...chunk });
  }

  /** dash.js gave the request up and will ask for the chunk again (only its own rules do that). */
  abandoned(chunkIndex: number, level: number, deliveredKilobits: number): void {
    if (this.pending?.chunkIndex !== chunkIndex) return;
    this.pending = null;
    this.nextChunk = chunkIndex;
    const atSeconds = this.options.clock();
    this.options.emit({ type: 'chunk-abandoned', atSeconds, chunkIndex, level, deliveredKilobits });
  }

  /** Level of the picture at the play head; null before the first chunk. */
  shownLevel(): number | null {
    const position = this.options.playHead();
    return this.arrivals.find((arrival) => arrival?.endSeconds > position)?.level ?? null;
  }

  /** The play head is where one pass of a looped clip goes over into the next, which is there. */
  atSplice(): boolean {
    const { passes, video, playHead } = this.options;
    if (passes === 1 || this.bufferSeconds < SPLICE_SECONDS) return false;
    const position = playHead();
    return this.arrivals.some(
      (arrival, index) =>
        (index + 1) % video.chunkCount === 0 && Math.abs(arrival.endSeconds - position) < SPLICE_SECONDS,
    );
  }
}
