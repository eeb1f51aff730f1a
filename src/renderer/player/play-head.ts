import type { SessionEvent } from '../../core/model/session-events';

/** A play head that stands as long as this is a stall. */
export const STALL_SECONDS = 0.1;

/** An observation of the play head. */
export interface PlayHeadSample {
  /** Seconds since the common start. */
  readonly atSeconds: number;
  /** Position in the video, in seconds. */
  readonly position: number;
  /** The user wants it to play. */
  readonly wanted: boolean;
  /** The video is over. */
  readonly ended: boolean;
  /** It stands at the splice of two passes of a looped clip, with the next pass there: not the network's doing. */
  readonly atSplice: boolean;
}

/**
 * Tells start-up, stalls and the end from looks at the play head (every 25-50 ms). Start-up is over, and a stall too,
 * when the head moves; that moment is reckoned back from how far it has come (the speed is 1).
 */
export class PlayHeadWatch {
  /** Since when a stall lasts; null: none. */
  stalledAtSeconds: number | null = null;
  startedAtSeconds: number | null = null;
  ended = false;
  private last: PlayHeadSample | null = null;
  private stoodSince = 0;

  constructor(private readonly emit: (event: SessionEvent) => void) {}

  observe(sample: PlayHeadSample): void {
    const { last } = this;
    this.last = sample;
    if (this.ended) return;
    if (sample.ended) return this.end(sample.atSeconds);
    if (last && sample.position > last.position) this.moved(last, sample);
    else if (this.startedAtSeconds !== null) this.stood(last, sample);
  }

  private moved(last: PlayHeadSample, sample: PlayHeadSample): void {
    const movedAt = Math.max(last.atSeconds, sample.atSeconds - (sample.position - last.position));
    this.stoodSince = sample.atSeconds;
    if (this.startedAtSeconds === null) {
      this.startedAtSeconds = movedAt;
      this.emit({ type: 'started', atSeconds: movedAt, startupSeconds: movedAt });
    } else this.resume(movedAt);
  }

  private stood(last: PlayHeadSample | null, sample: PlayHeadSample): void {
    const { atSeconds, wanted, atSplice } = sample;
    if (!wanted) this.resume(atSeconds);
    if (!wanted || atSplice || !last?.wanted) {
      this.stoodSince = atSeconds;
    } else if (this.stalledAtSeconds === null && atSeconds - this.stoodSince >= STALL_SECONDS) {
      this.stalledAtSeconds = this.stoodSince;
      this.emit({ type: 'stalled', atSeconds: this.stoodSince });
    }
  }

  private resume(atSeconds: number): void {
    if (this.stalledAtSeconds === null) return;
    const stallSeconds = atSeconds - this.stalledAtSeconds;
    this.stalledAtSeconds = null;
    this.emit({ type: 'resumed', atSeconds, stallSeconds });
  }

  /** The end closes an open stall: nothing more can be waited for. */
  end(atSeconds: number): void {
    if (this.ended) return;
    this.resume(atSeconds);
    this.ended = true;
    this.emit({ type: 'ended', atSeconds });
  }
}
