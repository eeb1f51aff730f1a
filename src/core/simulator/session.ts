import type { Decision, Download, Observation } from '../abr/algorithm';
import type { SessionEvent } from '../session/events';
import type { Video } from '../video';

/** A session under way: clock, buffer, downloads. Player models move it; it keeps the books and emits the events. */
export class Session {
  /** Since the session's start. */
  atSeconds = 0;
  bufferSeconds = 0;
  /** The chunk to ask for next, or under way. */
  chunkIndex = 0;
  private level = 0;
  private lastLevel: number | null = null;
  private readonly downloads: Download[] = [];
  /** Length so far of the stall under way; null when there is none. */
  private stallSeconds: number | null = null;

  constructor(
    readonly video: Video,
    private readonly bufferCapSeconds: number,
    private readonly emit: (event: SessionEvent) => void,
  ) {}

  get done(): boolean {
    return this.chunkIndex === this.video.chunkCount;
  }

  observe(): Observation {
    const { video, chunkIndex } = this;
    return {
      chunkIndex,
      chunksLeft: video.chunkCount - chunkIndex,
      chunkSeconds: video.chunkSeconds,
      ladderKbps: video.ladderKbps,
      upcomingChunkKilobits: video.upcomingRows[chunkIndex],
      bufferSeconds: this.bufferSeconds,
      bufferCapSeconds: this.bufferCapSeconds,
      lastLevel: this.lastLevel,
      downloads: this.downloads,
    };
  }

  /** Asks for the next chunk; returns its size in kilobits. @throws Error when the level is none of the ladder. */
  request({ level, reason }: Decision): number {
    const { atSeconds, chunkIndex, bufferSeconds } = this;
    const kilobits: number | undefined = this.video.chunkRows[chunkIndex][level];
    if (kilobits === undefined) {
      throw new Error(
        `chunk ${chunkIndex}: level must be 0 to ${this.video.ladderKbps.length - 1}, got ${level}`,
      );
    }
    this.level = level;
    this.emit({ type: 'chunk-requested', atSeconds, chunkIndex, level, reason, bufferSeconds });
    return kilobits;
  }

  /** Time passes; what is buffered plays, and when it runs out (after the start) a stall begins. */
  play(seconds: number): void {
    const missing = seconds - this.bufferSeconds;
    if (missing > 0) this.starve(missing);
    else this.bufferSeconds = -missing;
    this.atSeconds += seconds;
  }

  /** The last byte of the chunk asked for is here, `downloadSeconds` after the request. */
  arrive(kilobits: number, downloadSeconds: number, firstByteSeconds: number): void {
    const { atSeconds, chunkIndex, level } = this;
    this.bufferSeconds += this.video.chunkSeconds;
    this.downloads.push({ kilobits, seconds: downloadSeconds, firstByteSeconds });
    this.emit({
      type: 'chunk-downloaded',
      atSeconds,
      chunkIndex,
      level,
      kilobits,
      downloadSeconds,
      firstByteSeconds,
      bufferSeconds: this.bufferSeconds,
    });
    if (chunkIndex === 0) this.emit({ type: 'started', atSeconds, startupSeconds: atSeconds });
    if (this.stallSeconds !== null) this.resume(this.stallSeconds);
    this.lastLevel = level;
    this.chunkIndex += 1;
  }

  /** The download under way is given up; the same chunk will be asked for again. */
  abandon(deliveredKilobits: number): void {
    const { atSeconds, chunkIndex, level } = this;
    this.emit({ type: 'chunk-abandoned', atSeconds, chunkIndex, level, deliveredKilobits });
  }

  /** What is buffered plays to its end. */
  end(): void {
    this.atSeconds += this.bufferSeconds;
    this.bufferSeconds = 0;
    this.emit({ type: 'ended', atSeconds: this.atSeconds });
  }

  private starve(missingSeconds: number): void {
    const startedAlready = this.chunkIndex > 0;
    if (startedAlready && this.stallSeconds === null) {
      this.emit({ type: 'stalled', atSeconds: this.atSeconds + this.bufferSeconds });
      this.stallSeconds = 0;
    }
    if (this.stallSeconds !== null) this.stallSeconds += missingSeconds;
    this.bufferSeconds = 0;
  }

  private resume(stallSeconds: number): void {
    this.emit({ type: 'resumed', atSeconds: this.atSeconds, stallSeconds });
    this.stallSeconds = null;
  }
}
