import { makeDownload, type Decision, type Download, type Observation } from '../model/algorithm';
import type { SessionEvent } from '../model/session-events';
import type { Video } from '../model/video';

/** 3 years; a clock that goes on for longer is too coarse for steps of milliseconds. */
const mostSessionSeconds = 1e8;

/** A session under way: clock, buffer, downloads. Player models move it; it keeps the books and emits the events. */
export class Session {
  /** Since the session's start. */
  atSeconds = 0;
  bufferSeconds = 0;
  /** The chunk to ask for next, or under way. */
  chunkIndex = 0;
  /** The first picture was shown. */
  started = false;
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

  /** The same session so far, to be played on by itself; its events go to `emit`. */
  fork(emit: (event: SessionEvent) => void): Session {
    const other = new Session(this.video, this.bufferCapSeconds, emit);
    other.atSeconds = this.atSeconds;
    other.bufferSeconds = this.bufferSeconds;
    other.chunkIndex = this.chunkIndex;
    other.started = this.started;
    other.level = this.level;
    other.lastLevel = this.lastLevel;
    other.stallSeconds = this.stallSeconds;
    for (const download of this.downloads) other.downloads.push(download);
    return other;
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
    if (kilobits === undefined) throw this.noLevel(level);
    this.level = level;
    this.emit({ type: 'chunk-requested', atSeconds, chunkIndex, level, reason, bufferSeconds });
    return kilobits;
  }

  /**
   * Time passes; what is buffered plays, and when it runs out (after the start) a stall begins. `playableSeconds` is less
   * than the buffer where sound is missing.
   * @throws Error when the session would last longer than 3 years.
   */
  play(seconds: number, playableSeconds = this.bufferSeconds): void {
    if (!(this.atSeconds + seconds <= mostSessionSeconds)) {
      throw new Error(
        `expected a session of at most ${mostSessionSeconds} s, got ${this.atSeconds + seconds} s: the link is too slow or waits too long`,
      );
    }
    const missingSeconds = seconds - playableSeconds;
    if (missingSeconds > 0) this.starve(missingSeconds, playableSeconds);
    else this.bufferSeconds -= seconds;
    this.atSeconds += seconds;
  }

  /**
   * The last byte of the chunk asked for is here, `downloadSeconds` after the request. The picture starts or goes on,
   * unless `canPlay` is false.
   */
  arrive(kilobits: number, downloadSeconds: number, firstByteSeconds: number, canPlay = true): void {
    const { atSeconds, chunkIndex, level } = this;
    const download = makeDownload(kilobits, downloadSeconds, firstByteSeconds);
    this.bufferSeconds += this.video.chunkSeconds;
    this.downloads.push(download);
    this.emit({
      type: 'chunk-downloaded',
      atSeconds,
      chunkIndex,
      level,
      kilobits,
      downloadSeconds: download.seconds,
      firstByteSeconds,
      bufferSeconds: this.bufferSeconds,
    });
    this.lastLevel = level;
    this.chunkIndex += 1;
    if (canPlay && (this.stallSeconds !== null || !this.started)) this.showPicture();
  }

  /** Ends start-up or a stall, if there is one. */
  showPicture(): void {
    const { atSeconds, stallSeconds } = this;
    if (!this.started) {
      this.started = true;
      this.emit({ type: 'started', atSeconds, startupSeconds: atSeconds });
    } else if (stallSeconds !== null) {
      this.stallSeconds = null;
      this.emit({ type: 'resumed', atSeconds, stallSeconds });
    }
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

  private noLevel(level: number): Error {
    const top = this.video.ladderKbps.length - 1;
    return new Error(`chunk ${this.chunkIndex}: level must be 0 to ${top}, got ${level}`);
  }

  private starve(missingSeconds: number, playableSeconds: number): void {
    if (!this.started) return;
    if (this.stallSeconds === null) {
      this.emit({ type: 'stalled', atSeconds: this.atSeconds + playableSeconds });
      this.stallSeconds = 0;
    }
    this.stallSeconds += missingSeconds;
    this.bufferSeconds -= playableSeconds;
  }
}
